"""The same work in torch, eager and compiled, beside a copy on the device; see README.md."""
import argparse
import json
import statistics
import time

import torch

parser = argparse.ArgumentParser()
parser.add_argument('--shape', action='append')
parser.add_argument('--rounds', type=int, default=30)
parser.add_argument('--calls', type=int, default=20)
parser.add_argument('--device', default='cuda')
parser.add_argument('--out', default='torch-figures.json')
options = parser.parse_args()
device = torch.device(options.device)


def wait():
    if device.type == 'cuda':
        torch.cuda.synchronize()


def timed(call):
    wait()
    start = time.perf_counter()
    for _ in range(options.calls):
        call()
    wait()
    return (time.perf_counter() - start) * 1000 / options.calls


def work_at(rows, height, width, channels):
    """Channels last, as tfjs has them: what is moved is the same."""
    size = rows * height * width * channels
    x = (torch.arange(size, dtype=torch.float32) % 251 / 251).reshape(rows, height, width, channels)
    x = x.to(device)
    partner = ((torch.arange(rows) * 7 + 3) % rows).to(device)
    share = (0.3 + torch.arange(rows) / rows / 2).to(device).reshape(rows, 1, 1, 1)
    levels = (torch.arange(rows * height * width) % 256).reshape(rows, height, width, 1)
    mask = (levels / 255).to(device)
    pixels = (torch.arange(size) % 251).to(torch.uint8).reshape(x.shape)
    pixels = pixels.pin_memory() if device.type == 'cuda' else pixels
    top, left, bottom, right = height // 4, width // 4, height * 3 // 4, width * 3 // 4
    batch = size * 4

    def mix(x):
        return share * x + (1 - share) * x[partner]

    def paste(x):
        out = x.clone()
        out[:, top:bottom, left:right] = x[partner, top:bottom, left:right]
        return out

    def blend(x):
        return x * (1 - mask) + x[partner] * mask

    def resize(x):
        flat = x.permute(0, 3, 1, 2)
        size = ((height + 1) // 2, (width + 1) // 2)
        return torch.nn.functional.interpolate(flat, size=size, mode='bilinear')

    def normalize(pixels):
        x = (pixels.to(device, non_blocking=True).float() / 255 - 0.5) / 0.25
        return share * x + (1 - share) * x[partner]

    return [
        ('takeRows', 2 * batch, lambda x: x[partner], x),
        ('mixRows', 3 * batch, mix, x),
        ('pasteBoxes', 2 * batch, paste, x),
        ('blendMask, tensor', 3 * batch + rows * height * width * 4, blend, x),
        ('normalizeBytes, mixed, from the host', 1.5 * batch, normalize, pixels),
        ('resizeBilinear, to half', 1.25 * batch, resize, x),
        ('normalizeRows', 3 * batch,
         lambda x: torch.nn.functional.normalize(x.reshape(rows, -1)), x),
        ('rowDots', 2 * batch, lambda x: (x * x[partner]).reshape(rows, -1).sum(1), x),
    ]


figures = []
for text in options.shape or ['128x224x224x3', '256x32x32x3']:
    shape = [int(side) for side in text.split('x')]
    work = work_at(*shape)
    x = work[0][3]
    other = torch.empty_like(x)
    runs = [('copy', 2 * x.numel() * 4, 'eager', lambda: other.copy_(x))]
    for name, moved, call, given in work:
        runs.append((name, moved, 'eager', lambda call=call, given=given: call(given)))
        compiled = torch.compile(call)
        runs.append((name, moved, 'compiled', lambda call=compiled, given=given: call(given)))
    samples = [[] for _ in runs]
    for _, _, _, call in runs:
        timed(call)
    for _ in range(options.rounds):
        for run, found in zip(runs, samples):
            found.append(timed(run[3]))
    copy = None
    print(f'\n{text}, torch {torch.__version__} on {device}')
    for (name, moved, how, _), found in zip(runs, samples):
        median = statistics.median(found)
        rate = moved / median / 1e6
        copy = copy or rate
        print(f'{name:38} {how:9} {median:9.3f} ms {rate:9.1f} GB/s  {rate / copy:.2f} of copy')
        figures.append({'name': name, 'shape': shape, 'how': how, 'bytes': moved, 'samples': found})
with open(options.out, 'w') as file:
    name = torch.cuda.get_device_name() if device.type == 'cuda' else 'cpu'
    json.dump({'torch': torch.__version__, 'device': name, 'figures': figures}, file, indent=2)
