#pragma once

#include "learn/unet/training.h"

namespace segnoise::noise {}
