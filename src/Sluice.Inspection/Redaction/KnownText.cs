using Sluice.Inspection.Detection.Known;
using Sluice.Inspection.Json;
using Sluice.Inspection.Policies;

namespace Sluice.Inspection.Redaction;

/// <summary>What is known of a text from requests before. Nothing of answers, of files, and of texts whose findings depend on more than themselves.</summary>
internal readonly struct KnownText
{
    private readonly Fingerprint? _print;
    private readonly long _volume;

    /// <param name="exchange">The exchange that it is part of.</param>
    /// <param name="direction">Which way it travels.</param>
    /// <param name="plan">What the policy does with it.</param>
    /// <param name="document">The document that it stands in.</param>
    /// <param name="slot">Where it stands.</param>
    public KnownText(Exchange exchange, Direction direction, ScopePlan plan, ReadOnlySpan<byte> document, in TextSlot slot)
    {
        ReadOnlySpan<byte> raw = document.Slice(slot.Start, slot.Length);
        if (direction != Direction.Request || !plan.IsRepeatable || raw.Length < plan.LeastRemembered || MediaPart.TextLength(raw) != raw.Length)
            return;
        ulong about = (ulong)plan.Number << 24 | (ulong)slot.Scope << 16 | (ulong)slot.Kind << 8 | (ulong)slot.Part;
        Fingerprint print = Fingerprint.Of(about, document.Slice(slot.NameStart, slot.NameLength), raw);
        _print = print;
        _volume = plan.Judging is null ? 0 : exchange.Volume;
        IsClean = CleanTexts.Shared.Knows(print, _volume, out int units);
        Units = units;
    }

    /// <summary>Nothing was found in it, and nothing would be.</summary>
    public bool IsClean { get; }

    /// <summary>Where it is clean, its length in UTF-16 units.</summary>
    public int Units { get; }

    /// <summary>Nothing was found in it.</summary>
    public void Remember(int units)
    {
        if (_print is { } print)
            CleanTexts.Shared.Remember(print, _volume, units);
    }
}
