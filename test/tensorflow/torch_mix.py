"""Times of torch, eager, one thread; the same batch and mixes as in mix-times.ts. Prints JSON."""
import json
import resource
import time

import torch

torch.set_num_threads(1)
size, rounds = 128, 9
x = torch.rand(size, 224, 224, 3)
partner = torch.roll(torch.arange(size), -37)
share, shares = 0.3, torch.linspace(0.2, 0.9, size).reshape(size, 1, 1, 1)


def cutmix():
    mixed = x.clone()
    mixed[:, 40:152, 50:162] = x[partner][:, 40:152, 50:162]
    return mixed


def in_place():
    other = x.flip(0).mul_(1 - share)
    return x.mul_(share).add_(other)


calls = {
    'mixup, a batch: share * x + (1 - share) * x[partner]':
        lambda: share * x + (1 - share) * x[partner],
    'mixup, a batch: lerp(x[partner], x, share)': lambda: torch.lerp(x[partner], x, share),
    'mixup, a batch: in place, with the flipped batch': in_place,
    'mixup, a row: share * x + (1 - share) * x[partner]':
        lambda: shares * x + (1 - shares) * x[partner],
    'CutMix, one box: clone, x[partner], assign': cutmix,
}
wall, cpu = time.perf_counter(), time.process_time()
times = {}
for _ in range(rounds):
    for name, call in calls.items():
        start = time.perf_counter()
        result = call()
        times.setdefault(name, []).append((time.perf_counter() - start) * 1e3)
        del result
busy = (time.process_time() - cpu) / (time.perf_counter() - wall)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({'version': f'torch {torch.__version__}', 'busy': busy, 'peak': peak,
                  'times': {name: sorted(each)[rounds // 2] for name, each in times.items()}}))
