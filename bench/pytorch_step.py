#!/usr/bin/env python3
"""Time of a unet1 training step in Python PyTorch, to compare learn_bench with.

The same network, batch, optimiser and loss as bench/learn_bench.cpp, the same memory format, number
of threads and allocator setting. Prints milliseconds per image, one line per round, then the median.

usage: OMP_WAIT_POLICY=passive python3 bench/pytorch_step.py [rounds] [steps per round]
"""

import ctypes
import statistics
import sys
import time

M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_MAX = -1, -2, -4
libc = ctypes.CDLL(None)
libc.mallopt(M_MMAP_MAX, 0)
libc.mallopt(M_TRIM_THRESHOLD, -1)
libc.mallopt(M_TOP_PAD, 256 << 20)

import torch  # noqa: E402  (after mallopt, as in the C++ programs)
from torch import nn  # noqa: E402
from torch.nn import functional as F  # noqa: E402

THREADS, BATCH, SIZE, CLASSES = 2, 8, 256, 4


def pair(inputs, outputs):
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, 3, padding=1), nn.ReLU(inplace=True),
        nn.Conv2d(outputs, outputs, 3, padding=1), nn.ReLU(inplace=True))


class UNet1(nn.Module):
    ENCODER, BOTTLENECK, DECODER = (32, 32, 64, 128, 128), 128, (128, 128, 64, 32, 16)

    def __init__(self):
        super().__init__()
        channels, encoder, decoder = 1, [], []
        for outputs in self.ENCODER:
            encoder.append(pair(channels, outputs))
            channels = outputs
        self.bottleneck = pair(channels, self.BOTTLENECK)
        channels = self.BOTTLENECK
        for skip, outputs in zip(reversed(self.ENCODER), self.DECODER):
            decoder.append(pair(channels + skip, outputs))
            channels = outputs
        self.encoder, self.decoder = nn.ModuleList(encoder), nn.ModuleList(decoder)
        self.head = nn.Conv2d(channels, CLASSES, 1)

    def forward(self, x):
        skips = []
        for level in self.encoder:
            skips.append(level(x))
            x = F.max_pool2d(skips[-1], 2)
        x = self.bottleneck(x)
        for level in self.decoder:
            skip = skips.pop()
            x = level(torch.cat([F.interpolate(x, skip.shape[2:], mode="nearest"), skip], 1))
        return self.head(x)


def dice_loss(scores, labels):
    one_hot = (labels.unsqueeze(3) == torch.arange(CLASSES)).permute(0, 3, 1, 2).float()
    probabilities = torch.softmax(scores, 1)
    overlap = (probabilities * one_hot).sum((0, 2, 3))
    total = probabilities.sum((0, 2, 3)) + one_hot.sum((0, 2, 3))
    return 1 - ((2 * overlap + 1) / (total + 1)).mean()


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    steps = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    torch.set_num_threads(THREADS)
    torch.manual_seed(1)
    network = UNet1().to(memory_format=torch.channels_last)
    assert sum(p.numel() for p in network.parameters()) == 1976644
    optimiser = torch.optim.Adam(network.parameters(), lr=1e-3)
    images = torch.rand(BATCH, 1, SIZE, SIZE).contiguous(memory_format=torch.channels_last)
    labels = torch.randint(0, CLASSES, (BATCH, SIZE, SIZE))

    def step():
        optimiser.zero_grad()
        loss = dice_loss(network(images), labels)
        loss.backward()
        optimiser.step()
        return loss.item()

    step()
    step()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        for _ in range(steps):
            step()
        times.append((time.perf_counter() - start) * 1e3 / steps / BATCH)
        print(f"round_ms_per_image {times[-1]:.2f}", flush=True)
    print(f"median_ms_per_image {statistics.median(times):.2f}")


if __name__ == "__main__":
    main()
