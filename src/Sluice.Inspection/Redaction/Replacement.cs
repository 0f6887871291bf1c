using Sluice.Inspection.Json;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Redaction;

/// <summary>
/// What stands in the place of a span. A label has no character that JSON or SSE would need to escape, so that it is valid wherever text is.
/// </summary>
internal static class Replacement
{
    private const int VisibleDigits = 4;

    /// <summary>Writes what replaces <paramref name="taken"/>, save its visible end, and returns where that end begins (the length if nothing stays visible).</summary>
    /// <param name="taken">The span's text.</param>
    /// <param name="ruling">What becomes of it.</param>
    /// <param name="inJson">The text around it is spelled as the content of a JSON string, and so must this be.</param>
    /// <param name="output">Receives the replacement.</param>
    public static int Write(ReadOnlySpan<char> taken, in Ruling ruling, bool inJson, PooledBuffer<char> output)
    {
        if (ruling.Text is { } text)
        {
            if (inJson)
                JsonStrings.Encode(text, output);
            else
                output.Write(text);
            return taken.Length;
        }

        if (ruling.Decision != Decision.Mask)
        {
            output.Write("[REDACTED:");
            output.Write(ruling.Name);
            output.Write("]");
            return taken.Length;
        }

        int visible = VisibleFrom(taken, ruling.Keep);
        output.GetSpan(visible)[..visible].Fill('*');
        output.Advance(visible);
        return visible;
    }

    private static int VisibleFrom(ReadOnlySpan<char> taken, MaskKeep keep)
    {
        switch (keep)
        {
            case MaskKeep.Last4:
                // Never more than a third of a short value.
                return taken.Length - Math.Min(VisibleDigits, taken.Length / 3);
            case MaskKeep.Domain:
                int at = taken.LastIndexOf('@');
                return at < 0 ? taken.Length : at;
            default:
                return taken.Length;
        }
    }
}
