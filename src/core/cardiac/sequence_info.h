#pragma once

namespace segnoise::cardiac {

/// Which frames of a view's sequence were annotated, as its cfg file says.
struct SequenceInfo {
  int end_diastole = 1;  ///< frame numbers, from 1
  int end_systole = 2;
  int frame_count = 2;
  double frame_rate_hz = 50.0;
};

}  // namespace segnoise::cardiac
