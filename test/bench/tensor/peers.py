"""The same work as people write it in Python: numpy, torch eager and torch.compile, one thread.

Prints its versions as JSON, then answers every line "<how> <work>" with milliseconds, or with a
dash where it cannot do that. Channels come last, as in tfjs: what is moved is the same.

  peers.py <rows> <height> <width> <channels>
"""
import json
import sys
import time

rows, height, width, channels = map(int, sys.argv[1:5])
shape = (rows, height, width, channels)
box = slice(height // 4, height * 3 // 4), slice(width // 4, width * 3 // 4)
classes = 1000


def numpy_work():
    import numpy as np
    size = rows * height * width * channels
    x = (np.arange(size) % 251 / 251).astype(np.float32).reshape(shape)
    pixels = (np.arange(size) % 251).astype(np.uint8).reshape(shape)
    partner = np.arange(rows)[::-1].copy()
    share = (0.3 + np.arange(rows) / rows / 2).astype(np.float32).reshape(rows, 1, 1, 1)
    mask = (np.arange(rows * height * width) % 97 / 97).astype(np.float32)
    mask = mask.reshape(rows, height, width, 1)
    mean = np.array([0.485, 0.456, 0.406], np.float32) if channels == 3 else np.float32(0.45)
    std = np.array([0.229, 0.224, 0.225], np.float32) if channels == 3 else np.float32(0.22)

    def paste():
        out = x.copy()
        out[:, box[0], box[1]] = x[partner, box[0], box[1]]
        return out

    def widen():
        return (pixels.astype(np.float32) / np.float32(255) - mean) / std

    def widenmix():
        y = widen()
        return share * y + (1 - share) * y[partner]

    flat = x.reshape(rows, -1)
    return np.__version__, {
        'mix': lambda: share * x + (1 - share) * x[partner],
        'take': lambda: x[partner],
        'paste': paste,
        'blend': lambda: (1 - mask) * x + mask * x[partner],
        'widen': widen,
        'widenmix': widenmix,
        'unit': lambda: flat / np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-12),
        'dots': lambda: np.einsum('ij,ij->i', flat, flat[partner]),
    }


def torch_work(torch):
    torch.set_num_threads(1)
    functional = torch.nn.functional
    size = rows * height * width * channels
    x = (torch.arange(size) % 251 / 251).reshape(shape)
    pixels = (torch.arange(size) % 251).to(torch.uint8).reshape(shape)
    partner = torch.arange(rows - 1, -1, -1)
    share = (0.3 + torch.arange(rows) / rows / 2).reshape(rows, 1, 1, 1)
    mask = (torch.arange(rows * height * width) % 97 / 97).reshape(rows, height, width, 1)
    label = torch.arange(rows) % classes
    mean = torch.tensor([0.485, 0.456, 0.406] if channels == 3 else 0.45)
    std = torch.tensor([0.229, 0.224, 0.225] if channels == 3 else 0.22)
    flat = x.reshape(rows, -1)

    def paste(x):
        out = x.clone()
        out[:, box[0], box[1]] = x[partner, box[0], box[1]]
        return out

    def resized(x):
        small = functional.interpolate(x.permute(0, 3, 1, 2), size=(height // 2, width // 2),
                                       mode='bilinear', align_corners=False)
        out = x.clone()
        out[:, box[0], box[1]] = small.permute(0, 2, 3, 1)[partner]
        return out

    def widen(pixels):
        return (pixels.float() / 255 - mean) / std

    def widenmix(pixels):
        y = widen(pixels)
        return share * y + (1 - share) * y[partner]

    def mixup(x, how):
        share = torch.distributions.Beta(1.0, 1.0).sample().item()
        order = torch.randperm(rows)
        y = functional.one_hot(label, classes).float()
        if how == 'best':
            return torch.lerp(x[order], x, share), torch.lerp(y[order], y, share)
        return share * x + (1 - share) * x[order], share * y + (1 - share) * y[order]

    def cutmix(x):
        share = torch.distributions.Beta(1.0, 1.0).sample().item()
        order = torch.randperm(rows)
        centre = torch.rand(2).tolist()
        reach = (1 - share) ** 0.5 / 2
        top, bottom = (round(height * min(max(centre[0] + s, 0), 1)) for s in (-reach, reach))
        left, right = (round(width * min(max(centre[1] + s, 0), 1)) for s in (-reach, reach))
        out = x.clone()
        out[:, top:bottom, left:right] = x[order, top:bottom, left:right]
        share = 1 - (bottom - top) * (right - left) / (height * width)
        y = functional.one_hot(label, classes).float()
        return out, share * y + (1 - share) * y[order]

    written = {
        'mix': (lambda x: share * x + (1 - share) * x[partner], x),
        'take': (lambda x: x[partner], x),
        'paste': (paste, x),
        'resized': (resized, x),
        'blend': (lambda x: (1 - mask) * x + mask * x[partner], x),
        'widen': (widen, pixels),
        'widenmix': (widenmix, pixels),
        'mixup': (lambda x: mixup(x, 'written'), x),
        'cutmix': (cutmix, x),
        'unit': (lambda x: functional.normalize(x), flat),
        'dots': (lambda x: (x * x[partner]).sum(1), flat),
    }
    # What is faster than what one writes first, and still one line.
    best = {
        **written,
        'mix': (lambda x: torch.lerp(x[partner], x, share), x),
        'take': (lambda x: torch.index_select(x, 0, partner), x),
        'blend': (lambda x: torch.lerp(x, x[partner], mask), x),
        'mixup': (lambda x: mixup(x, 'best'), x),
    }
    compiled = {name: (torch.compile(call, dynamic=False), given)
                for name, (call, given) in written.items() if name not in ('mixup', 'cutmix')}
    return {'eager': written, 'best': best, 'compiled': compiled}


versions, known = {}, {}
try:
    version, work = numpy_work()
    versions['numpy'] = version
    known['numpy'] = {name: (lambda _, call=call: call(), None) for name, call in work.items()}
except ImportError:
    pass
try:
    import torch
    versions['torch'] = torch.__version__
    known.update(torch_work(torch))
except ImportError:
    pass
print(json.dumps(versions), flush=True)

for line in sys.stdin:
    how, name = line.split()
    call, given = known.get(how, {}).get(name, (None, None))
    took = None
    try:
        if call:
            start = time.perf_counter()
            out = call(given)
            took = (time.perf_counter() - start) * 1000
            del out
    except Exception as problem:
        # Without a compiler torch.compile fails on every call: it is asked once.
        print(f'{how} {name}: {type(problem).__name__}', file=sys.stderr)
        del known[how][name]
    print('-' if took is None else f'{took:.4f}', flush=True)
