"""AugMix' operations as people write them with Pillow, on one image.

Reads the image in base64, prints its version, then answers every line "<operation> <level>" with
milliseconds, and "result" with the bytes of the last one in base64.

  pillow_peer.py <height> <width>
"""
import base64
import sys
import time

import PIL
from PIL import Image, ImageEnhance, ImageOps

height, width = map(int, sys.argv[1:3])
image = Image.frombytes('RGB', (width, height), base64.b64decode(sys.stdin.readline()))


def affine(*matrix):
    return lambda: image.transform((width, height), Image.AFFINE, matrix, resample=Image.BILINEAR)


def operation(name, level):
    whole = lambda most: int(level * most / 10)
    factor = level * 1.8 / 10 + 0.1
    return {
        'autocontrast': lambda: ImageOps.autocontrast(image),
        'equalize': lambda: ImageOps.equalize(image),
        'posterize': lambda: ImageOps.posterize(image, 4 - whole(4)),
        'rotate': lambda: image.rotate(whole(30), resample=Image.BILINEAR),
        'solarize': lambda: ImageOps.solarize(image, 256 - whole(256)),
        'shear-x': affine(1, level * 0.3 / 10, 0, 0, 1, 0),
        'shear-y': affine(1, 0, 0, level * 0.3 / 10, 1, 0),
        'translate-x': affine(1, 0, whole(width / 3), 0, 1, 0),
        'translate-y': affine(1, 0, 0, 0, 1, whole(height / 3)),
        'color': lambda: ImageEnhance.Color(image).enhance(factor),
        'contrast': lambda: ImageEnhance.Contrast(image).enhance(factor),
        'brightness': lambda: ImageEnhance.Brightness(image).enhance(factor),
        'sharpness': lambda: ImageEnhance.Sharpness(image).enhance(factor),
    }[name]


print(PIL.__version__, flush=True)
made = image
for line in sys.stdin:
    if line.strip() == 'result':
        print(base64.b64encode(made.tobytes()).decode(), flush=True)
        continue
    name, level = line.split()
    act = operation(name, float(level))
    start = time.perf_counter()
    made = act()
    print((time.perf_counter() - start) * 1000, flush=True)
