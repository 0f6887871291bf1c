using System.Buffers;

namespace Sluice.Inspection.Detection.Sql;

/// <summary>
/// Where statements can begin: the words that they begin with, wherever they stand. Eight words and fewer are found at vector speed; more in one set would cost ten times as much,
/// so there are three sets, and each remembers what it found last.
/// </summary>
internal ref struct SqlHeads(ReadOnlySpan<char> text)
{
    private static readonly SearchValues<string> Common = Set("select", "insert", "update", "delete", "create", "alter", "drop", "truncate");

    private static readonly SearchValues<string> Rarer = Set("merge", "replace", "grant", "revoke", "exec", "copy", "load", "rename");

    private static readonly SearchValues<string> Upkeep = Set("restore", "purge", "shutdown", "show", "cmdshell", "oacreate", "servicecontrol");

    private readonly ReadOnlySpan<char> _text = text;
    private int _common = -1;
    private int _rarer = -1;
    private int _upkeep = -1;

    /// <summary>The first place at <paramref name="from"/> or behind it, or -1. Places are asked for in their order.</summary>
    public int Next(int from)
    {
        int first = Math.Min(Advance(Common, ref _common, from), Math.Min(Advance(Rarer, ref _rarer, from), Advance(Upkeep, ref _upkeep, from)));
        return first == int.MaxValue ? -1 : first;
    }

    private readonly int Advance(SearchValues<string> words, ref int at, int from)
    {
        if (at >= from)
            return at;
        int found = from < _text.Length ? _text[from..].IndexOfAny(words) : -1;
        return at = found < 0 ? int.MaxValue : from + found;
    }

    private static SearchValues<string> Set(params string[] words) => SearchValues.Create(words, StringComparison.OrdinalIgnoreCase);
}
