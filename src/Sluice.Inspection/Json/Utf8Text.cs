namespace Sluice.Inspection.Json;

/// <summary>Addressing in plain UTF-8.</summary>
internal static class Utf8Text
{
    /// <summary>As <see cref="JsonStrings.Locate"/>, where a backslash is a character like any.</summary>
    public static int Locate(ReadOnlySpan<byte> raw, int unit, int fromByte, int fromUnit)
    {
        int at = fromByte;
        int count = fromUnit;
        while (count < unit && at < raw.Length)
        {
            byte b = raw[at];
            at += b < 0x80 ? 1 : b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
            count += b >= 0xF0 ? 2 : 1;
        }

        return at;
    }
}
