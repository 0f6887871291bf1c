namespace Sluice.Inspection.Detection.Urls;

/// <summary>Labels of host names beyond ASCII (RFC 3492), without the <c>xn--</c> in front.</summary>
internal static class Punycode
{
    private const int Base = 36;
    private const int Least = 1;
    private const int Most = 26;
    private const int FirstBias = 72;
    private const int FirstCode = 128;

    /// <summary>The label's code points; the number of them, or -1 where the label is none or does not fit.</summary>
    public static int Decode(ReadOnlySpan<char> label, Span<int> points)
    {
        int count = Math.Max(0, label.LastIndexOf('-'));
        if (count > points.Length)
            return -1;
        for (int i = 0; i < count; i++)
            points[i] = label[i];
        int at = count == 0 ? 0 : count + 1;
        long code = FirstCode;
        long index = 0;
        int bias = FirstBias;
        while (at < label.Length)
        {
            long before = index;
            long weight = 1;
            for (int k = Base; ; k += Base)
            {
                int digit = at < label.Length ? DigitOf(label[at++]) : -1;
                if (digit < 0)
                    return -1;
                index += digit * weight;
                int threshold = Threshold(k, bias);
                if (digit < threshold)
                    break;
                weight *= Base - threshold;
                if (weight > int.MaxValue || index > int.MaxValue)
                    return -1;
            }

            if (count == points.Length)
                return -1;
            count++;
            bias = Adapt(index - before, count, before == 0);
            code += index / count;
            index %= count;
            if (code > 0x10FFFF)
                return -1;
            points[(int)index..(count - 1)].CopyTo(points[((int)index + 1)..]);
            points[(int)index++] = (int)code;
        }

        return count;
    }

    /// <summary>Writes the label of these code points; its length, or -1 where it does not fit.</summary>
    public static int Encode(ReadOnlySpan<int> points, Span<char> label)
    {
        int length = 0;
        foreach (int point in points)
        {
            if (point < FirstCode && !Append(label, ref length, (char)point))
                return -1;
        }

        int handled = length;
        int basic = length;
        if (basic > 0 && !Append(label, ref length, '-'))
            return -1;
        int code = FirstCode;
        long delta = 0;
        int bias = FirstBias;
        while (handled < points.Length)
        {
            int next = int.MaxValue;
            foreach (int point in points)
                next = point >= code && point < next ? point : next;
            delta += (long)(next - code) * (handled + 1);
            code = next;
            foreach (int point in points)
            {
                delta += point < code ? 1 : 0;
                if (point != code)
                    continue;
                long rest = delta;
                for (int k = Base; ; k += Base)
                {
                    int threshold = Threshold(k, bias);
                    if (rest < threshold)
                        break;
                    if (!Append(label, ref length, Digit((int)(threshold + ((rest - threshold) % (Base - threshold))))))
                        return -1;
                    rest = (rest - threshold) / (Base - threshold);
                }

                if (!Append(label, ref length, Digit((int)rest)))
                    return -1;
                bias = Adapt(delta, handled + 1, handled == basic);
                delta = 0;
                handled++;
            }

            delta++;
            code++;
        }

        return length;
    }

    private static bool Append(Span<char> label, ref int length, char c)
    {
        if (length == label.Length)
            return false;
        label[length++] = c;
        return true;
    }

    private static int Threshold(int k, int bias) => Math.Clamp(k - bias, Least, Most);

    private static int Adapt(long delta, int points, bool first)
    {
        delta = first ? delta / 700 : delta / 2;
        delta += delta / points;
        int k = 0;
        for (; delta > (Base - Least) * Most / 2; k += Base)
            delta /= Base - Least;
        return k + (int)((Base - Least + 1) * delta / (delta + 38));
    }

    private static int DigitOf(char c) => c switch
    {
        >= 'a' and <= 'z' => c - 'a',
        >= 'A' and <= 'Z' => c - 'A',
        >= '0' and <= '9' => c - '0' + 26,
        _ => -1,
    };

    private static char Digit(int value) => (char)(value < 26 ? 'a' + value : '0' + value - 26);
}
