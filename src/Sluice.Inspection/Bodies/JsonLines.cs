using System.Text.Json;
using System.Text.Unicode;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Bodies;

/// <summary>JSON documents, one a line, in a request: each is judged by itself.</summary>
internal static class JsonLines
{
    /// <param name="exchange">Its endpoint knows what a line holds.</param>
    /// <param name="body">The request.</param>
    /// <param name="range">Where the lines stand in it.</param>
    /// <param name="strict">They are said to be JSON, so what is none is refused; else such a line is a text.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="scratch">Receives the texts.</param>
    /// <exception cref="InvalidDataException">A line is not what it should be.</exception>
    public static void Visit(Exchange exchange, ReadOnlySpan<byte> body, Range range, bool strict, InspectionLimits limits, InspectionScratch scratch)
    {
        (int at, int length) = range.GetOffsetAndLength(body.Length);
        int end = at + length;
        if (!Utf8.IsValid(body[at..end]))
            throw new InvalidDataException("its lines are not valid UTF-8");
        if (body[at..end].StartsWith("\uFEFF"u8))
            at += 3;
        for (int number = 1; at < end; number++)
        {
            int found = body[at..end].IndexOf((byte)'\n');
            int next = found < 0 ? end : at + found + 1;
            ReadOnlySpan<byte> line = body[at..next].TrimEnd("\r\n \t"u8);
            if (!line.IsEmpty && !TryVisit(exchange, line, at, number, limits, scratch))
            {
                if (strict)
                    throw new InvalidDataException($"line {number} of its file is not acceptable JSON");
                scratch.Slots.Add(new TextSlot { Start = at, Length = line.Length, Kind = SlotKind.Raw, Scope = ContentScope.Document });
            }

            at = next;
        }
    }

    private static bool TryVisit(Exchange exchange, ReadOnlySpan<byte> line, int at, int number, InspectionLimits limits, InspectionScratch scratch)
    {
        SlotMark mark = scratch.Slots.Mark();
        try
        {
            JsonWalker walker = new(line, scratch.Slots, limits.MaxDepth, scratch.Names, scratch.Watch);
            LineVisit.Visit(ref walker, exchange, Direction.Request, number);
            walker.End();
            scratch.Slots.Shift(mark, at);
            return true;
        }
        catch (JsonException)
        {
            scratch.Slots.Truncate(mark);
            return false;
        }
    }
}
