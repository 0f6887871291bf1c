using System.Runtime.InteropServices;
using Sluice.Inspection.Detection.Judging;
using Sluice.Inspection.Detection.Known;

namespace Sluice.Inspection.Detection.PromptInjection;

/// <summary>Prompts that follow each other, read as one text: once with and once without spaces between them, as each may be harmless by itself.</summary>
/// <param name="classifier">What judges them.</param>
/// <param name="room">Working memory of <see cref="Room"/> units.</param>
/// <param name="volume">UTF-16 units of the whole request.</param>
/// <param name="findings">Receives what is found.</param>
internal ref struct PromptChain(InjectionClassifier classifier, Span<char> room, long volume, FindingList findings)
{
    /// <summary>Of a longer prompt, which was judged by itself, this many units of its beginning and of its end stand next to others.</summary>
    private const int End = Conversation.PromptEnd;

    /// <summary>Most units of prompts that may be added, each counted as <see cref="LengthOf"/> says.</summary>
    public const int Most = Conversation.MaxPromptUnits;

    /// <summary>Units of working memory: two readings, and a space for each prompt in one of them.</summary>
    public const int Room = 4 * Most;

    private readonly Span<char> _apart = room[..(Room / 2)];
    private readonly Span<char> _close = room[(Room / 2)..];
    private int _units;
    private int _prompts;

    /// <summary>What a prompt counts for.</summary>
    public static int LengthOf(string prompt) => Math.Min(prompt.Length, 2 * End);

    /// <summary>Adds the next prompt; a long one ends the chain, and begins another.</summary>
    public void Add(ReadOnlySpan<char> prompt)
    {
        if (prompt.Length < 2 * End)
        {
            Append(prompt);
            return;
        }

        Append(prompt[..End]);
        Judge();
        Append(prompt[^End..]);
    }

    /// <summary>Judges the chain, unless nothing was found in it before, and begins another.</summary>
    public void Judge()
    {
        if (_prompts > 1)
        {
            ReadOnlySpan<char> apart = _apart[..(_units + _prompts)];
            Fingerprint print = Fingerprint.Of(0, default, MemoryMarshal.AsBytes(apart));
            if (!CleanTexts.Shared.Knows(print, volume, out _) && !classifier.FindsIn(apart, _close[.._units], volume, findings))
                CleanTexts.Shared.Remember(print, volume, apart.Length);
        }

        _units = _prompts = 0;
    }

    private void Append(ReadOnlySpan<char> part)
    {
        part.CopyTo(_close[_units..]);
        part.CopyTo(_apart[(_units + _prompts)..]);
        _units += part.Length;
        _prompts++;
        _apart[_units + _prompts - 1] = ' ';
    }
}
