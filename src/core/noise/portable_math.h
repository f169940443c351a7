#pragma once

#include "core/shape/geometry.h"

/// Functions of the standard library whose last bits differ between machines, from additions,
/// multiplications, divisions and square roots alone, which IEEE 754 fixes: the same seed gives the
/// same bytes.
namespace segnoise::noise {

/// e^-x for x >= 0, to 1e-13 of its value up to 13.
[[nodiscard]] double decay(double x);

/// (cos, sin) of an angle that is counted in turns, to about 1e-15.
[[nodiscard]] shape::Point on_unit_circle(double turns);

/// The angle of a right triangle, in radians in [0, π / 2], to about 1e-14.
/// @param adjacent, opposite  its sides, >= 0; 0 if both are
[[nodiscard]] double angle_of(double adjacent, double opposite);

}  // namespace segnoise::noise
