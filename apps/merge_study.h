#pragma once

#include "open_study.h"
#include "report_writer.h"
#include "study/engine/observer.h"

namespace segnoise {

/// Tables, pictures and report of the cells that are there; the tables also on stdout.
/// @param complaint  of cells that are not: "are missing"
/// @throws std::runtime_error  after that, if any is not
void merge_study(
    const OpenStudy& study,
    const char* complaint,
    const ReportWriter& writer,
    engine::Observer& observer);

}  // namespace segnoise
