"""What people do to clouds with numpy and scipy, timed; prints a JSON of milliseconds.

  clouds_peer.py <folder of clouds>

Algorithms are those of Pointcept (GridSample, ElasticDistortion), mmdetection3d (PolarMix, LaserMix),
scipy's assignment and Open3D's voxels.
"""
import json
import sys
import time
from pathlib import Path

import numpy as np

folder = Path(sys.argv[1])


def load(name):
    xyz = np.fromfile(folder / f'{name}.xyz', np.float32).reshape(-1, 3)
    color = np.fromfile(folder / f'{name}.color', np.uint8).reshape(-1, 3)
    return xyz, color, np.fromfile(folder / f'{name}.segment', np.int32)


def timed(run, rounds):
    for _ in range(2 if rounds > 3 else 1):
        run()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1000)
    return sorted(times)[rounds // 2]


def fnv(cells):
    cells = cells.astype(np.uint64)
    keys = np.uint64(14695981039346656037) * np.ones(cells.shape[0], dtype=np.uint64)
    for axis in range(3):
        keys *= np.uint64(1099511628211)
        keys = np.bitwise_xor(keys, cells[:, axis])
    return keys


def ravel(cells):
    most = cells.max(0).astype(np.uint64) + np.uint64(1)
    cells = cells.astype(np.uint64)
    return (cells[:, 0] * most[1] + cells[:, 1]) * most[2] + cells[:, 2]


def voxels(xyz, size, hashing):
    cells = np.floor(xyz / np.float32(size)).astype(int)
    cells -= cells.min(0)
    keys = hashing(cells)
    order = np.argsort(keys)
    _, inverse, count = np.unique(keys[order], return_inverse=True, return_counts=True)
    first = order[np.cumsum(np.insert(count, 0, 0)[:-1])]
    back = np.zeros_like(inverse)
    back[order] = inverse
    return first, back


def union(rooms):
    return [np.concatenate(parts) for parts in zip(*rooms)]


def elastic(coords, granularity, magnitude):
    from scipy import interpolate, ndimage
    blurs = [np.ones(shape).astype('float32') / 3
             for shape in ((3, 1, 1, 1), (1, 3, 1, 1), (1, 1, 3, 1))]
    low = coords.min(0)
    dim = ((coords - low).max(0) // granularity).astype(int) + 3
    noise = np.random.randn(*dim, 3).astype(np.float32)
    for _ in range(2):
        for blur in blurs:
            noise = ndimage.convolve(noise, blur, mode='constant', cval=0)
    axes = [np.linspace(a, b, n) for a, b, n in
            zip(low - granularity, low + granularity * (dim - 2), dim)]
    at = interpolate.RegularGridInterpolator(axes, noise, bounds_error=False, fill_value=0)
    return coords + at(coords) * magnitude


def polar(scans):
    (p1, c1, l1), (p2, c2, l2) = scans
    start = -np.pi * 0.7
    yaw1, yaw2 = (-np.arctan2(p[:, 1], p[:, 0]) for p in (p1, p2))
    keep = ~((yaw1 > start) & (yaw1 < start + np.pi))
    take = (yaw2 > start) & (yaw2 < start + np.pi)
    points = [p1[keep], p2[take]]
    colors, labels = [c1[keep], c2[take]], [l1[keep], l2[take]]
    chosen = [np.where(l2 == k)[0] for k in range(8)]
    chosen = np.concatenate(chosen)
    for omega in (0, 1.1, 2.9):
        c, s = np.cos(omega), np.sin(omega)
        turn = np.array([[c, s, 0], [-s, c, 0], [0, 0, 1]], dtype=np.float32)
        points.append(p2[chosen] if omega == 0 else p2[chosen] @ turn)
        colors.append(c2[chosen])
        labels.append(l2[chosen])
    return [np.concatenate(parts) for parts in (points, colors, labels)]


def laser(scans, areas):
    low, high = np.deg2rad([-25, 3])
    edges = np.linspace(high, low, areas + 1)
    parts = []
    pitches = []
    for points, _, _ in scans:
        rho = np.sqrt(points[:, 0] ** 2 + points[:, 1] ** 2)
        pitches.append(np.clip(np.arctan2(points[:, 2], rho), low + 1e-5, high - 1e-5))
    for k in range(areas):
        which = k % 2
        inside = (pitches[which] > edges[k + 1]) & (pitches[which] <= edges[k])
        parts.append([column[inside] for column in scans[which]])
    return union(parts)


result = {}
for size, voxel, rounds in (('100k', 0.02, 9), ('1M', 0.04, 3)):
    rooms = [load(f'room{size}{k}') for k in range(2)]
    name = f'mix and voxelise 2 x {size}'
    result[name] = min(timed(lambda: voxels(union(rooms)[0], voxel, hashing), rounds)
                       for hashing in (fnv, ravel))
    try:
        for granularity, magnitude in ((0.2, 0.4), (0.8, 1.6)):
            result[f'elastic {granularity} of {size}'] = timed(
                lambda: elastic(rooms[0][0], granularity, magnitude), rounds)
    except ImportError:
        pass
scans = [load(f'scan{k}') for k in range(2)]
result['PolarMix of 120k'] = timed(lambda: polar(scans), 9)
result['LaserMix of 120k'] = np.mean([timed(lambda: laser(scans, k), 9) for k in (3, 4, 5, 6)])
try:
    from scipy.optimize import linear_sum_assignment
    from scipy.spatial.distance import cdist
    a, b = (np.fromfile(folder / f'cloud{k}.xyz', np.float32).reshape(-1, 3) for k in range(2))
    result['assign 1024'] = timed(lambda: linear_sum_assignment(cdist(a, b)), 5)
except ImportError:
    pass
try:
    import open3d
    for size, voxel, rounds in (('100k', 0.02, 9), ('1M', 0.04, 3)):
        # Made before the clock: Open3D keeps doubles of its own
        clouds = [open3d.geometry.PointCloud(open3d.utility.Vector3dVector(
            load(f'room{size}{k}')[0].astype(np.float64))) for k in range(2)]
        name = f'mix and voxelise 2 x {size}, Open3D'
        result[f'{name} VoxelGrid'] = timed(
            lambda: open3d.geometry.VoxelGrid.create_from_point_cloud(
                clouds[0] + clouds[1], voxel), rounds)
        result[f'{name} voxel_down_sample'] = timed(
            lambda: (clouds[0] + clouds[1]).voxel_down_sample(voxel), rounds)
except ImportError:
    pass
print(json.dumps(result))
