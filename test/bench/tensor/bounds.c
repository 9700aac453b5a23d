/*
 * What a machine allows: plain C, one thread. Reads names from standard input, one a line, and
 * answers each with the milliseconds that it took, into buffers that are there already.
 *
 *   bounds <rows> <height> <width> <channels>
 */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static size_t rows, height, width, channels, row, cells;
static float *x, *out, *mask;
static uint8_t *bytes;
static size_t *partner;

static void copy(void) { memcpy(out, x, rows * row * sizeof(float)); }

static void lerp(void) {
  for (size_t i = 0; i < rows; i++) {
    const float *restrict a = x + i * row, *restrict b = x + partner[i] * row;
    float *restrict o = out + i * row;
    const float l = 0.3f + 0.001f * i, k = 1 - l;
    for (size_t j = 0; j < row; j++) o[j] = l * a[j] + k * b[j];
  }
}

/* A share for every cell of every row, which serves its channels. */
static void blend(void) {
  for (size_t i = 0; i < rows; i++) {
    const float *restrict a = x + i * row, *restrict b = x + partner[i] * row;
    const float *restrict m = mask + i * cells;
    float *restrict o = out + i * row;
    if (channels == 3) {
      for (size_t k = 0; k < cells; k++) {
        const float s = m[k], r = 1 - s;
        o[3 * k] = r * a[3 * k] + s * b[3 * k];
        o[3 * k + 1] = r * a[3 * k + 1] + s * b[3 * k + 1];
        o[3 * k + 2] = r * a[3 * k + 2] + s * b[3 * k + 2];
      }
    } else {
      for (size_t k = 0; k < cells; k++)
        for (size_t c = 0; c < channels; c++)
          o[k * channels + c] =
            (1 - m[k]) * a[k * channels + c] + m[k] * b[k * channels + c];
    }
  }
}

/* One factor and offset for all channels: nothing but reading bytes and writing numbers. */
static void widen(void) {
  for (size_t j = 0; j < rows * row; j++) out[j] = bytes[j] * 0.0171f - 2.1f;
}

static void widenmix(void) {
  for (size_t i = 0; i < rows; i++) {
    const uint8_t *restrict a = bytes + i * row, *restrict b = bytes + partner[i] * row;
    float *restrict o = out + i * row;
    for (size_t j = 0; j < row; j++)
      o[j] = 0.3f * (a[j] * 0.0171f - 2.1f) + 0.7f * (b[j] * 0.0171f - 2.1f);
  }
}

/* The whole partner, half as high and wide, in the middle: four looks a cell, as one writes it. */
static void resized(void) {
  const size_t top = height / 4, left = width / 4, h = height / 2, w = width / 2;
  memcpy(out, x, rows * row * sizeof(float));
  for (size_t i = 0; i < rows; i++) {
    const float *from = x + partner[i] * row;
    float *to = out + i * row;
    for (size_t v = 0; v < h; v++) {
      float sy = (v + 0.5f) * height / h - 0.5f;
      if (sy < 0) sy = 0;
      const size_t y0 = (size_t)sy, y1 = y0 + 1 < height ? y0 + 1 : y0;
      const float fy = sy - y0;
      for (size_t u = 0; u < w; u++) {
        float sx = (u + 0.5f) * width / w - 0.5f;
        if (sx < 0) sx = 0;
        const size_t x0 = (size_t)sx, x1 = x0 + 1 < width ? x0 + 1 : x0;
        const float fx = sx - x0;
        for (size_t c = 0; c < channels; c++) {
          const float a = from[(y0 * width + x0) * channels + c];
          const float b = from[(y0 * width + x1) * channels + c];
          const float d = from[(y1 * width + x0) * channels + c];
          const float e = from[(y1 * width + x1) * channels + c];
          to[((top + v) * width + left + u) * channels + c] =
            (1 - fy) * ((1 - fx) * a + fx * b) + fy * ((1 - fx) * d + fx * e);
        }
      }
    }
  }
}

/* The same with the nearest cell. */
static void nearest(void) {
  const size_t top = height / 4, left = width / 4, h = height / 2, w = width / 2;
  memcpy(out, x, rows * row * sizeof(float));
  for (size_t i = 0; i < rows; i++) {
    const float *from = x + partner[i] * row;
    float *to = out + i * row;
    for (size_t v = 0; v < h; v++) {
      const size_t y = (size_t)((v + 0.5f) * height / h);
      for (size_t u = 0; u < w; u++) {
        const size_t at = (y * width + (size_t)((u + 0.5f) * width / w)) * channels;
        for (size_t c = 0; c < channels; c++)
          to[((top + v) * width + left + u) * channels + c] = from[at + c];
      }
    }
  }
}

static void dots(void) {
  for (size_t i = 0; i < rows; i++) {
    const float *a = x + i * row, *b = x + partner[i] * row;
    float sums[16] = {0};
    for (size_t j = 0; j + 16 <= row; j += 16)
      for (size_t k = 0; k < 16; k++) sums[k] += a[j + k] * b[j + k];
    for (size_t k = 1; k < 16; k++) sums[0] += sums[k];
    out[i] = sums[0];
  }
}

static void unit(void) {
  for (size_t i = 0; i < rows; i++) {
    const float *restrict a = x + i * row;
    float *restrict o = out + i * row;
    float sums[16] = {0};
    for (size_t j = 0; j + 16 <= row; j += 16)
      for (size_t k = 0; k < 16; k++) sums[k] += a[j + k] * a[j + k];
    for (size_t k = 1; k < 16; k++) sums[0] += sums[k];
    const float factor = 1 / sqrtf(sums[0] > 1e-24f ? sums[0] : 1e-24f);
    for (size_t j = 0; j < row; j++) o[j] = a[j] * factor;
  }
}

static const struct { const char *name; void (*run)(void); } known[] = {
  {"copy", copy}, {"lerp", lerp}, {"blend", blend}, {"widen", widen},
  {"widenmix", widenmix}, {"resized", resized}, {"nearest", nearest},
  {"dots", dots}, {"unit", unit}
};

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

int main(int count, char **given) {
  if (count != 5) return 2;
  rows = strtoul(given[1], 0, 10);
  height = strtoul(given[2], 0, 10);
  width = strtoul(given[3], 0, 10);
  channels = strtoul(given[4], 0, 10);
  cells = height * width;
  row = cells * channels;
  const size_t size = rows * row;
  x = malloc(size * sizeof(float));
  out = malloc(size * sizeof(float));
  mask = malloc(rows * cells * sizeof(float));
  bytes = malloc(size);
  partner = malloc(rows * sizeof(size_t));
  for (size_t j = 0; j < size; j++) {
    x[j] = (float)(j % 251) / 251;
    out[j] = 0;
    bytes[j] = j % 251;
  }
  for (size_t k = 0; k < rows * cells; k++) mask[k] = (float)(k % 97) / 97;
  for (size_t i = 0; i < rows; i++) partner[i] = rows - 1 - i;
  printf("{\"C\":\"" __VERSION__ "\"}\n");
  fflush(stdout);
  for (char name[32]; scanf("%31s", name) == 1;) {
    double took = -1;
    for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
      if (strcmp(name, known[k].name)) continue;
      const double start = now();
      known[k].run();
      took = now() - start;
    }
    if (took < 0) puts("-");
    else printf("%.4f\n", took);
    fflush(stdout);
  }
  return out[size / 2] > 1e30f;
}
