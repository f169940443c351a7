#pragma once

#include "learn/training.h"

namespace segnoise {}
