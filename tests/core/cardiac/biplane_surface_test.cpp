#include "core/cardiac/biplane_surface.h"

#include "support/shapes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <vector>

namespace segnoise::cardiac {
namespace {

using testing::rectangle;

constexpr shape::Spacing kSpacing_mm{.x_mm = 0.5, .y_mm = 0.8};

/// Disks of one width on an upright axis of 50 pixels, which are 40 mm.
ViewDisks upright(double diameter_mm, shape::Point base = {40.0, 70.0}) {
  ViewDisks view{
      .disks = {.axis = {.base = base, .apex = {base.x, base.y - 50.0}, .length_mm = 40.0}},
      .spacing_mm = kSpacing_mm};
  view.disks.diameters_mm.fill(diameter_mm);
  return view;
}

/// A cube about the origin with sides of 2 mm.
Surface cube() {
  Surface surface;
  for (const double z : {-1.0, 1.0}) {
    for (const double y : {-1.0, 1.0}) {
      for (const double x : {-1.0, 1.0}) surface.points.push_back({x, y, z});
    }
  }
  surface.triangles = {
      {0, 2, 3},
      {0, 3, 1},
      {4, 5, 7},
      {4, 7, 6},
      {0, 1, 5},
      {0, 5, 4},
      {2, 6, 7},
      {2, 7, 3},
      {0, 4, 6},
      {0, 6, 2},
      {1, 3, 7},
      {1, 7, 5}};
  return surface;
}

/// By the divergence theorem.
double volume_mm3(const Surface& surface) {
  double six_volumes = 0.0;
  for (const auto& [i, j, k] : surface.triangles) {
    const BodyPoint& a = surface.points[i];
    const BodyPoint& b = surface.points[j];
    const BodyPoint& c = surface.points[k];
    six_volumes += a.x_mm * (b.y_mm * c.z_mm - b.z_mm * c.y_mm) +
                   a.y_mm * (b.z_mm * c.x_mm - b.x_mm * c.z_mm) +
                   a.z_mm * (b.x_mm * c.y_mm - b.y_mm * c.x_mm);
  }
  return six_volumes / 6.0;
}

void expect_near(const BodyPoint& found, const BodyPoint& expected) {
  EXPECT_NEAR(found.x_mm, expected.x_mm, 1e-9);
  EXPECT_NEAR(found.y_mm, expected.y_mm, 1e-9);
  EXPECT_NEAR(found.z_mm, expected.z_mm, 1e-9);
}

TEST(BiplaneSurface, HasOneViewsDiametersAlongXAndTheOthersAlongY) {
  const BiplaneDisks disks{.two_chamber = upright(20.0), .four_chamber = upright(30.0)};
  const Surface surface = biplane_surface(disks, disks);
  ASSERT_EQ(surface.points.size(), kSurfaceRings * kSurfaceSectors + 2);
  const auto at = [&](std::size_t ring, std::size_t sector) {
    return surface.points[ring * kSurfaceSectors + sector];
  };
  constexpr std::size_t kQuarter = kSurfaceSectors / 4;
  expect_near(at(0, 0), {15.0, 0.0, 0.0});
  expect_near(at(0, kQuarter), {0.0, 10.0, 0.0});
  expect_near(at(1, 0), {15.0, 0.0, 1.0});  // the middle of the first twentieth of 40 mm
  expect_near(at(20, 2 * kQuarter), {-15.0, 0.0, 39.0});
  expect_near(at(20, 3 * kQuarter), {0.0, -10.0, 39.0});
  expect_near(surface.points[surface.points.size() - 2], {0.0, 0.0, 0.0});
  expect_near(surface.points.back(), {0.0, 0.0, 40.0});
}

TEST(BiplaneSurface, IsClosedAndTurnedOutwards) {
  const BiplaneDisks disks{.two_chamber = upright(20.0), .four_chamber = upright(30.0)};
  const Surface surface = biplane_surface(disks, disks);
  // A prism up to 39 mm and a pyramid above, on a polygon inscribed in the ellipse.
  const double polygon_mm2 =
      0.5 * kSurfaceSectors * 15.0 * 10.0 * std::sin(2.0 * std::numbers::pi / kSurfaceSectors);
  EXPECT_NEAR(volume_mm3(surface), polygon_mm2 * (39.0 + 1.0 / 3.0), 1e-6);
  // Each edge has two triangles, one in each direction.
  std::vector<std::array<std::size_t, 2>> edges;
  for (const auto& [i, j, k] : surface.triangles) {
    edges.insert(edges.end(), {{i, j}, {j, k}, {k, i}});
  }
  std::ranges::sort(edges);
  EXPECT_EQ(std::ranges::adjacent_find(edges), edges.end());
  for (const auto& [from, to] : edges) {
    EXPECT_TRUE(std::ranges::binary_search(edges, std::array{to, from}));
  }
}

TEST(BiplaneSurface, StandsBesideItsReferenceByMillimetres) {
  const BiplaneDisks reference{.two_chamber = upright(20.0), .four_chamber = upright(30.0)};
  // 4 columns to the right in 4CH are 2 mm along x, 2 to the left in 2CH 1 mm against y; 5 rows up
  // in 4CH alone are 4 mm, of which both views together make 2.
  const BiplaneDisks moved{
      .two_chamber = upright(20.0, {38.0, 70.0}), .four_chamber = upright(30.0, {44.0, 65.0})};
  const Surface at_reference = biplane_surface(reference, reference);
  const Surface surface = biplane_surface(moved, reference);
  for (std::size_t i = 0; i < surface.points.size(); ++i) {
    const BodyPoint& p = at_reference.points[i];
    expect_near(surface.points[i], {p.x_mm + 2.0, p.y_mm - 1.0, p.z_mm + 2.0});
  }
}

TEST(BiplaneSurface, TakesTheLongerAxisAndStretchesTheOther) {
  BiplaneDisks reference{.two_chamber = upright(20.0), .four_chamber = upright(30.0)};
  reference.two_chamber.disks.axis.apex.y = 45.0;  // 25 rows of 0.8 mm
  reference.two_chamber.disks.axis.length_mm = 20.0;
  EXPECT_EQ(biplane_surface(reference, reference).points.back(), (BodyPoint{0.0, 0.0, 40.0}));
  BiplaneDisks longer = reference;
  longer.two_chamber.disks.axis.apex.y = 40.0;  // by a fifth, so by a tenth in the mean
  expect_near(biplane_surface(longer, reference).points.back(), {0.0, 0.0, 44.0});
}

TEST(BiplaneSurface, IsTheSameHoweverTheFramesAreTilted) {
  // 30 mm across and 40 mm up: an axis of 50 mm.
  const auto tilted = [](shape::Point base, double diameter_mm) {
    ViewDisks view = upright(diameter_mm);
    view.disks.axis = {.base = base, .apex = {base.x + 60.0, base.y - 50.0}, .length_mm = 50.0};
    return view;
  };
  const BiplaneDisks reference{
      .two_chamber = tilted({20.0, 90.0}, 20.0), .four_chamber = tilted({10.0, 80.0}, 30.0)};
  const Surface own = biplane_surface(reference, reference);
  expect_near(own.points.front(), {15.0, 0.0, 0.0});
  expect_near(own.points.back(), {0.0, 0.0, 50.0});
  // From (20, 90) by 8 columns and 7.5 rows: 4 mm and 6 mm, which is to the right of the axis and
  // up it by (4 * 40 + 6 * 30) / 50 and (4 * 30 - 6 * 40) / 50.
  const BiplaneDisks moved{
      .two_chamber = tilted({28.0, 97.5}, 20.0), .four_chamber = tilted({18.0, 87.5}, 30.0)};
  expect_near(biplane_surface(moved, reference).points.back(), {6.8, 6.8, 50.0 - 2.4});
}

TEST(BiplaneDisks, AreThoseOfBothViews) {
  PerFrame<std::optional<Cavity>> cavities;
  const shape::Mask mask = rectangle({100, 100}, {30, 20, 40, 60});
  EXPECT_FALSE(biplane_disks(cavities, Instant::kEndDiastole));
  cavities(View::kTwoChamber, Instant::kEndDiastole) = {mask, kSpacing_mm};
  EXPECT_FALSE(biplane_disks(cavities, Instant::kEndDiastole));
  cavities(View::kFourChamber, Instant::kEndDiastole) = {mask, {.x_mm = 1.0, .y_mm = 0.8}};
  const auto disks = biplane_disks(cavities, Instant::kEndDiastole);
  ASSERT_TRUE(disks);
  EXPECT_EQ(disks->two_chamber.disks.diameters_mm, ase_disks(mask, kSpacing_mm)->diameters_mm);
  EXPECT_EQ(
      disks->four_chamber.disks.diameters_mm,
      ase_disks(mask, {.x_mm = 1.0, .y_mm = 0.8})->diameters_mm);
  EXPECT_EQ(disks->two_chamber.spacing_mm, kSpacing_mm);
  EXPECT_FALSE(biplane_disks(cavities, Instant::kEndSystole));
  cavities(View::kTwoChamber, Instant::kEndDiastole)->mask = shape::Mask(shape::Size{100, 100});
  EXPECT_FALSE(biplane_disks(cavities, Instant::kEndDiastole));
}

TEST(SignedDistancesMm, OfPlacesAroundACubeWorkedByHand) {
  const std::vector<BodyPoint> points{
      {0.0, 0.0, 0.0},   // the middle
      {0.25, 0.5, 0.0},  // nearest to the side at y = 1
      {3.0, 0.5, -0.5},  // over a side
      {2.0, 3.0, 0.0},   // beyond an edge
      {2.0, 3.0, -3.0},  // beyond a corner
      {1.0, 0.2, 0.3}};  // on a side
  const auto distances = signed_distances_mm(points, cube());
  EXPECT_NEAR(distances[0], -1.0, 1e-12);
  EXPECT_NEAR(distances[1], -0.5, 1e-12);
  EXPECT_NEAR(distances[2], 2.0, 1e-12);
  EXPECT_NEAR(distances[3], std::sqrt(5.0), 1e-12);
  EXPECT_NEAR(distances[4], 3.0, 1e-12);
  EXPECT_NEAR(distances[5], 0.0, 1e-12);
}

TEST(SignedDistancesMm, AreTheDisplacementOfAWiderVentricle) {
  const BiplaneDisks clean{.two_chamber = upright(20.0), .four_chamber = upright(20.0)};
  const BiplaneDisks wider{.two_chamber = upright(26.0), .four_chamber = upright(26.0)};
  const Surface clean_surface = biplane_surface(clean, clean);
  const Surface wider_surface = biplane_surface(wider, clean);
  // Half-way up, circles of radius 10 and 13 mm; polygons lie up to 0.02 mm within.
  const std::size_t half_way = 10 * kSurfaceSectors;
  const auto outwards = signed_distances_mm(wider_surface.points, clean_surface);
  const auto inwards = signed_distances_mm(clean_surface.points, wider_surface);
  EXPECT_NEAR(outwards[half_way], 3.0, 0.02);
  EXPECT_NEAR(inwards[half_way], -3.0, 0.03);
  for (const double mm : signed_distances_mm(clean_surface.points, clean_surface)) {
    EXPECT_NEAR(mm, 0.0, 1e-9);
  }
}

TEST(SignedDistancesMm, RefuseASurfaceWithoutTriangles) {
  EXPECT_THROW((void)signed_distances_mm({}, Surface{}), std::invalid_argument);
  EXPECT_TRUE(signed_distances_mm({}, cube()).empty());
}

}  // namespace
}  // namespace segnoise::cardiac
