#pragma once

#include "data/coco/evaluate/evaluation.h"
#include "support/coco_by_hand.h"
#include "support/temporary_folder.h"

#include <string>
#include <vector>

/// An evaluation worked out by hand, for tests of what is made of it.
namespace segnoise::testing {

/// Two cats on two images, of which one is found; behind it a wrong cat, and a dog in its place.
struct EvaluatedByHand {
  coco::EvaluationOptions options = {.with_errors = true, .confusion_least_score = 0.1};
  coco::Evidence evidence = {};
  std::vector<coco::KindScores> scores = {};

  EvaluatedByHand() {
    const TemporaryFolder folder;
    const coco::CocoFile truth(folder.add(
        "gt.json",
        made_coco(
            made_image(9) + ", " + made_image(4),
            {{.id = 1, .segmentation = box_polygon(10, 20, 20, 20), .more = R"(, "area": 400)"},
             {.id = 2,
              .image_id = 4,
              .segmentation = box_polygon(10, 20, 20, 20),
              .more = R"(, "area": 400)"}})));
    const coco::ResultsFile results(
        folder.add(
            "dt.json",
            made_results(
                {{.score = 0.9, .segmentation = box_polygon(10, 20, 20, 20)},
                 {.score = 0.8, .segmentation = box_polygon(70, 20, 20, 20)},
                 {.category_id = 2, .score = 0.7, .segmentation = box_polygon(10, 20, 20, 20)}})),
        truth,
        coco::InvalidAnnotations::kRefused);
    evidence = coco::gather_evidence(truth, results, options);
    scores = scores_of(evidence, options);
  }
};

}  // namespace segnoise::testing
