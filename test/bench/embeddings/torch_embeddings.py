"""The same losses as torch users write them, one thread: milliseconds as JSON."""
import json
import time
import torch
import torch.nn.functional as F

torch.set_num_threads(1)
torch.manual_seed(1)


def timed(run, turns):
    run()
    times = []
    for _ in range(turns):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1e3)
    return sorted(times)[len(times) // 2]


def rows(n, d, grad=False):
    return F.normalize(torch.randn(n, d), dim=1).requires_grad_(grad)


def slerp():
    a, b = rows(1024, 512), rows(1024, 512)

    def run():
        theta = torch.acos((a * b).sum(1)).unsqueeze(1)
        return torch.sin(0.3 * theta) / torch.sin(theta) * a + torch.sin(0.7 * theta) / torch.sin(theta) * b
    return timed(run, 20)


def m2mix():
    i, t = rows(256, 128, True), rows(256, 128, True)
    eye = torch.eye(256, dtype=torch.bool)
    target = torch.arange(256)

    def run():
        theta = torch.acos((i * t).sum(1)).unsqueeze(1)
        m = torch.sin(0.3 * theta) / torch.sin(theta) * i + torch.sin(0.7 * theta) / torch.sin(theta) * t
        own = (i * t).sum(1)
        logits = [torch.where(eye, torch.diag(own), x @ m.T) / 0.07 for x in (i, t)]
        loss = sum(F.cross_entropy(each, target) for each in logits)
        loss.backward()
    return timed(run, 60)


def mochi():
    q, k, queue = torch.randn(256, 128, requires_grad=True), torch.randn(256, 128), rows(16384, 128)
    n, s, s2 = 1024, 512, 128

    def run():
        a, p = F.normalize(q, dim=1), F.normalize(k, dim=1)
        real = a @ queue.T
        with torch.no_grad():
            hard = real.topk(n, dim=1).indices
            pick = [torch.gather(hard, 1, torch.randint(n, (256, m))) for m in (s, s, s2)]
            alpha, beta = torch.rand(256, s, 1), torch.rand(256, s2, 1) / 2
            h = F.normalize(alpha * queue[pick[0]] + (1 - alpha) * queue[pick[1]], dim=2)
            h2 = F.normalize(beta * a.unsqueeze(1) + (1 - beta) * queue[pick[2]], dim=2)
        made = [torch.bmm(x, a.unsqueeze(2)).squeeze(2) for x in (h, h2)]
        logits = torch.cat([(a * p).sum(1, keepdim=True), real, *made], 1) / 0.2
        F.cross_entropy(logits, torch.zeros(256, dtype=torch.long)).backward()
    return timed(run, 5)


print(json.dumps({'slerp': slerp(), 'm2-mix': m2mix(), 'mochi': mochi()}))
