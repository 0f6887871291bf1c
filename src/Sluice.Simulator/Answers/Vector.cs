using System.Globalization;

namespace Sluice.Simulator.Answers;

/// <summary>A made-up embedding: the same text always gives the same numbers between -1 and 1, and they mean nothing.</summary>
internal static class Vector
{
    public const int Dimensions = 8;

    public static IEnumerable<float> Of(string text, int dimensions = Dimensions)
    {
        uint state = 2166136261;
        foreach (char unit in text) state = (state ^ unit) * 16777619;
        for (int i = 0; i < dimensions; i++)
        {
            state = (state * 1664525) + 1013904223;
            yield return MathF.Round((state >> 16) / 32768f - 1, 4);
        }
    }

    /// <summary>The numbers as a JSON array.</summary>
    public static Verbatim Json(string text, int dimensions = Dimensions) =>
        Verbatim.Raw("[" + string.Join(',', Of(text, dimensions).Select(number => number.ToString("R", CultureInfo.InvariantCulture))) + "]");
}
