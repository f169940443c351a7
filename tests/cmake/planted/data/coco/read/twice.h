#pragma once

namespace segnoise::coco {

struct Twice {
  int number = 0;
};

}  // namespace segnoise::coco
