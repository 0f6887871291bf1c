using Sluice.Inspection.Matching;

namespace Sluice.Inspection.Detection.Views;

/// <summary>
/// Remembers short texts in which a set of rules has found nothing. The name of a model, the type of an event and the word for an author come with every request and at the beginning of
/// every stream, and a name like <c>gpt-4.1-2025-04-14</c> has a run that may be encoded, so that looking through it again takes about as long as a page of prose, of which nothing calls
/// for a second look. What a set finds depends on the text and what stands before it alone. Compared unit by unit; a place is given to whoever came last. Not thread-safe.
/// </summary>
internal sealed class CleanTexts
{
    /// <summary>Longest text with what stands before it, in UTF-16 units.</summary>
    public const int MostUnits = 64;

    private const int Places = 32;

    private readonly Entry[] _entries = new Entry[Places];
    private readonly char[] _units = new char[Places * MostUnits];

    public static bool Fits(ReadOnlySpan<char> text, ReadOnlySpan<char> context) => text.Length + context.Length <= MostUnits;

    /// <summary>Whether <paramref name="set"/> found nothing in this text when it was last asked. The text fits.</summary>
    public bool Contains(PatternSet set, RuleRole[] roles, bool nested, ReadOnlySpan<char> text, ReadOnlySpan<char> context)
    {
        int place = PlaceOf(text);
        ref readonly Entry entry = ref _entries[place];
        if (entry.Set != set || entry.Roles != roles || entry.Nested != nested || entry.Text != text.Length || entry.Context != context.Length)
            return false;
        ReadOnlySpan<char> known = _units.AsSpan(place * MostUnits, MostUnits);
        return known[..text.Length].SequenceEqual(text) && known.Slice(text.Length, context.Length).SequenceEqual(context);
    }

    /// <summary>Nothing was found. The text fits.</summary>
    public void Add(PatternSet set, RuleRole[] roles, bool nested, ReadOnlySpan<char> text, ReadOnlySpan<char> context)
    {
        int place = PlaceOf(text);
        _entries[place] = new Entry(set, roles, nested, (byte)text.Length, (byte)context.Length);
        Span<char> room = _units.AsSpan(place * MostUnits, MostUnits);
        text.CopyTo(room);
        context.CopyTo(room[text.Length..]);
    }

    /// <summary>Who makes texts share a place gains nothing: they are looked through, as they would be anyway.</summary>
    private static int PlaceOf(ReadOnlySpan<char> text)
    {
        uint hash = 0;
        foreach (char unit in text)
            hash = (hash * 31) + unit;
        return (int)((hash ^ (hash >> 13)) % Places);
    }

    private readonly record struct Entry(PatternSet Set, RuleRole[] Roles, bool Nested, byte Text, byte Context);
}
