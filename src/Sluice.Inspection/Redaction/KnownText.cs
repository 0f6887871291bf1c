using System.Runtime.InteropServices;
using Sluice.Inspection.Detection.Known;
using Sluice.Inspection.Json;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Redaction;

/// <summary>
/// What is known of a text from exchanges before. Of answers short texts only, such as the name of a model, as what else they say is new; nothing of files, and of texts whose
/// findings depend on more than themselves.
/// </summary>
internal readonly struct KnownText
{
    /// <summary>Shorter texts, in bytes, are inspected as fast as they would be looked up.</summary>
    private const int Least = 8;

    private const int LongestOfAnswers = 64;

    /// <summary>Stands for a <see cref="SlotKind"/>: a name that is no text of a document.</summary>
    private const ulong NameKind = 0xFF;

    private readonly Fingerprint? _print;
    private readonly long _volume;

    private KnownText(in Fingerprint print, long volume)
    {
        _print = print;
        _volume = volume;
        IsClean = CleanTexts.Shared.Knows(print, volume, out int units);
        Units = units;
    }

    /// <summary>Nothing was found in it, and nothing would be.</summary>
    public bool IsClean { get; }

    /// <summary>Where it is clean, its length in UTF-16 units.</summary>
    public int Units { get; }

    /// <summary>A text of a document.</summary>
    /// <param name="exchange">The exchange that it is part of.</param>
    /// <param name="direction">Which way it travels.</param>
    /// <param name="plan">What the policy does with it.</param>
    /// <param name="document">The document that it stands in.</param>
    /// <param name="slot">Where it stands.</param>
    public static KnownText Of(Exchange exchange, Direction direction, ScopePlan plan, ReadOnlySpan<byte> document, in TextSlot slot)
    {
        ReadOnlySpan<byte> raw = document.Slice(slot.Start, slot.Length);
        bool mayRepeat = direction == Direction.Request || (raw.Length <= LongestOfAnswers && plan.Judging is null);
        if (!mayRepeat || !plan.IsRepeatable || raw.Length < Least || MediaPart.TextLength(raw) != raw.Length)
            return default;
        ulong about = About(plan, direction) | (ulong)slot.Scope << 16 | (ulong)slot.Kind << 8 | (ulong)slot.Part;
        return new KnownText(Fingerprint.Of(about, document.Slice(slot.NameStart, slot.NameLength), raw), plan.Judging is null ? 0 : exchange.Volume);
    }

    /// <summary>A name, on which patterns alone are run.</summary>
    public static KnownText Of(Direction direction, ScopePlan plan, string name) =>
        new(Fingerprint.Of(About(plan, direction) | NameKind << 8, default, MemoryMarshal.AsBytes(name.AsSpan())), volume: 0);

    /// <summary>Nothing was found in it.</summary>
    public void Remember(int units)
    {
        if (_print is { } print)
            CleanTexts.Shared.Remember(print, _volume, units);
    }

    private static ulong About(ScopePlan plan, Direction direction) => (ulong)plan.Number << 25 | (ulong)direction << 24;
}
