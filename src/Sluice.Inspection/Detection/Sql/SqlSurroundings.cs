using System.Buffers;

namespace Sluice.Inspection.Detection.Sql;

/// <summary>What stands around a place in a text. Read from the text's beginning on, once.</summary>
internal ref struct SqlSurroundings(ReadOnlySpan<char> text, ReadOnlySpan<char> name)
{
    private const string Fence = "```";

    /// <summary>How far before a statement its prologue is looked for.</summary>
    private const int Before = 256;

    /// <summary>How much of a line is looked at, before a place.</summary>
    private const int LongestLine = 1_024;

    /// <summary>Longest statement in quotes that is told by its quotes.</summary>
    private const int LongestQuoted = 4_096;

    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\n\r");

    private static readonly string[] SqlFences = ["sql", "psql", "postgres", "mysql", "sqlite", "tsql", "t-sql", "plsql", "pgsql", "mariadb", "oracle"];

    private readonly ReadOnlySpan<char> _text = text;
    private readonly bool _named = IsSqlName(name);
    private int _read;
    private int _readComments;
    private int _comment;
    private int _commentEnd = -1;
    private bool _inFence;
    private bool _inSqlFence;

    /// <summary>Whether a word at <paramref name="at"/> can begin a statement: nothing that belongs to the word stands before or behind it, and it is not in a comment.</summary>
    public readonly bool CanBegin(int at, int length)
    {
        int end = at + length;
        if (end < _text.Length && (SqlWords.IsWordPart(_text[end]) || _text[end] is '-' or '=' or '\'' && _text[at..end] is not ("EXEC" or "exec")))
            return false;
        if (at == 0)
            return true;
        char before = _text[at - 1];
        if (char.IsAsciiDigit(before))
            return BeginningOfComment(at) < at;
        if (SqlWords.IsWordPart(before))
            return at > 1 && _text[at - 2] == '\\' && before is 'n' or 'r' or 't';
        return before switch
        {
            '.' or '-' => false,
            '/' => at > 1 && _text[at - 2] == '*',
            _ => true,
        };
    }

    /// <summary>Whether <paramref name="at"/> lies in a comment that no dialect executes.</summary>
    public bool IsCommented(int at)
    {
        ReadOnlySpan<char> before = _text[Math.Max(0, at - LongestLine)..at];
        int line = before.LastIndexOfAny(LineEnds) + 1;
        if (before[line..].TrimStart().StartsWith("--", StringComparison.Ordinal))
            return true;
        ReadComments(at);
        if (at >= _commentEnd)
            return false;
        ReadOnlySpan<char> comment = _text[_comment..];
        return !comment.StartsWith("/*!", StringComparison.Ordinal) && !comment.StartsWith("/*M!", StringComparison.Ordinal);
    }

    /// <summary>Where the statement stands. Places are asked for in their order.</summary>
    public SqlPlace PlaceOf(int at, bool quoted)
    {
        ReadFences(at);
        if (_named || _inSqlFence)
            return SqlPlace.InSql;
        ReadOnlySpan<char> before = _text[..at].TrimEnd(" \t");
        if (quoted)
            return _text[at - 1] == '`' ? SqlPlace.InSql : SqlPlace.Quoted;
        if (before.IsEmpty || before[^1] is '\n' or '\r' or ':' or '(' || (before[^1] == '>' && before.EndsWith("sql>", StringComparison.OrdinalIgnoreCase)))
            return _inFence || (!before.IsEmpty && before[^1] == '>') ? SqlPlace.InSql : SqlPlace.AtStart;
        return before[^1] == ';' ? SqlPlace.AtStart : SqlPlace.InSentence;
    }

    /// <summary>The end of the quotes that open right before <paramref name="at"/>, or -1 where none do or none close.</summary>
    public readonly int EndOfQuotes(int at)
    {
        ReadOnlySpan<char> before = _text[..at].TrimEnd();
        if (before.IsEmpty || before[^1] is not ('"' or '\'' or '`') || at - before.Length > 8)
            return -1;
        char quote = before[^1];
        bool opens = before.Length == 1 || quote != '\'' || !char.IsLetterOrDigit(before[^2]) || before[^2] is 'N' or 'E' or 'n' or 'e' or 'f' or 'r' or 'b';
        if (!opens)
            return -1;
        bool triple = before.Length > 2 && before[^2] == quote && before[^3] == quote;
        if (triple)
        {
            int end = _text[at..Math.Min(_text.Length, at + LongestQuoted)].IndexOf(before[^3..]);
            return end < 0 ? -1 : at + end;
        }

        int most = Math.Min(_text.Length, at + LongestQuoted);
        for (int i = at; i < most; i++)
        {
            if (_text[i] == '\\')
                i++;
            else if (_text[i] == quote && i + 1 < _text.Length && _text[i + 1] == quote && quote == '\'')
                i++;
            else if (_text[i] == quote)
                return i;
        }

        return -1;
    }

    /// <summary>Where the statement begins for which the one at <paramref name="at"/> is only a part: WITH … AS (, EXPLAIN. Else <paramref name="at"/>.</summary>
    public readonly int BeginningOf(int at, out bool explained)
    {
        explained = false;
        int from = Math.Max(0, at - Before);
        ReadOnlySpan<char> before = _text[from..at];
        int with = before.LastIndexOf("with", StringComparison.OrdinalIgnoreCase);
        if (with >= 0 && before[with..].Contains('(') && CanBegin(from + with, 4))
            return from + with;
        int explain = before.LastIndexOf("explain", StringComparison.OrdinalIgnoreCase);
        if (explain < 0 || !CanBegin(from + explain, 7))
            return at;
        var tokens = new SqlTokenizer(_text[..at], from + explain);
        bool analyzed = false;
        tokens.Next();
        for (SqlToken token = tokens.Next(); token.Kind != SqlTokenKind.End; token = tokens.Next())
        {
            ReadOnlySpan<char> word = _text[token.Start..token.End];
            analyzed |= token.Word == SqlWord.Analyze;
            bool option = token.Kind is SqlTokenKind.Open or SqlTokenKind.Close or SqlTokenKind.Comma or SqlTokenKind.Operator or SqlTokenKind.Word && word.Length < 10 && token.Word != SqlWord.Prose;
            if (!option)
                return at;
        }

        explained = !analyzed;
        return from + explain;
    }

    /// <summary>Finds the last comment that begins before <paramref name="at"/>; what never ends is none, but a path with a star.</summary>
    private void ReadComments(int at)
    {
        while (_readComments < at)
        {
            int open = _text[_readComments..at].IndexOf("/*", StringComparison.Ordinal);
            if (open < 0)
            {
                _readComments = Math.Max(_readComments, at - 1); // A mark may begin with the last unit.
                return;
            }

            _comment = _readComments + open;
            int length = _text[(_comment + 2)..].IndexOf("*/", StringComparison.Ordinal);
            _commentEnd = length < 0 ? -1 : _comment + 2 + length;
            _readComments = length < 0 ? int.MaxValue : _commentEnd + 2;
        }
    }

    private void ReadFences(int at)
    {
        while (_read < at && _text[_read..at].IndexOf(Fence, StringComparison.Ordinal) is var found and >= 0)
        {
            int behind = _read + found + Fence.Length;
            _inFence = !_inFence;
            _inSqlFence = _inFence && IsSqlFence(_text[behind..]);
            _read = behind;
        }
    }

    private static bool IsSqlFence(ReadOnlySpan<char> info)
    {
        info = info.TrimStart(' ');
        foreach (string language in SqlFences)
        {
            if (info.StartsWith(language, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static bool IsSqlName(ReadOnlySpan<char> name) =>
        name.Contains("sql", StringComparison.OrdinalIgnoreCase) || name.Equals("query", StringComparison.OrdinalIgnoreCase) || name.Equals("statement", StringComparison.OrdinalIgnoreCase)
        || name.Equals("queries", StringComparison.OrdinalIgnoreCase) || name.Equals("statements", StringComparison.OrdinalIgnoreCase);

    /// <summary>Where the executable comment opens that stands right before <paramref name="at"/>, or <paramref name="at"/>: /*!50000 DROP TABLE …</summary>
    public readonly int BeginningOfComment(int at)
    {
        ReadOnlySpan<char> before = _text[Math.Max(0, at - 16)..at].TrimEnd(" \t\r\n").TrimEnd("0123456789");
        int mark = before.EndsWith("/*!", StringComparison.Ordinal) ? 3 : before.EndsWith("/*M!", StringComparison.Ordinal) ? 4 : 0;
        return mark == 0 ? at : Math.Max(0, at - 16) + before.Length - mark;
    }
}
