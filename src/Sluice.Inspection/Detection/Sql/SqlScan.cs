using System.Buffers;
using Sluice.Inspection.Detection.Judging;

namespace Sluice.Inspection.Detection.Sql;

/// <summary>Finds the statements of one text.</summary>
internal ref struct SqlScan
{
    /// <summary>Strings that are put together, to be executed, are read up to here.</summary>
    private const int LongestJoined = 4_096;

    /// <summary>Tokens that are read of each statement once reading has cost more than a few times the text, which only a text does that is made to.</summary>
    private const int FewTokens = 64;

    private readonly ReadOnlySpan<char> _text;
    private SqlHeads _heads;
    private SqlSurroundings _around;
    private int _lastEnd;
    private long _spent;

    public SqlScan(ReadOnlySpan<char> text, ReadOnlySpan<char> name)
    {
        _text = text;
        _heads = new SqlHeads(text);
        _around = new SqlSurroundings(text, name);
        _lastEnd = -1;
    }

    /// <summary>Adds a finding for each thing that a statement does.</summary>
    /// <param name="from">What ends here or before was judged already.</param>
    /// <param name="cut">The text was cut where a window ended: a statement that ends there is left to the next stretch, which sees all of it.</param>
    /// <param name="findings">Receives them.</param>
    public void Find(int from, bool cut, FindingList findings)
    {
        int next = 0;
        while (_heads.Next(next) is var found and >= 0)
        {
            int head = WordStart(found);
            next = found + 1;
            if (TryRead(head, out int start, out SqlReading reading))
            {
                next = Math.Max(next, reading.Resume);
                _lastEnd = reading.End;
                if (reading.End > from && !(cut && (reading.Facts & SqlFacts.AtEnd) != SqlFacts.None))
                    Report(reading.Effects, start, reading.End - start, findings);
            }
        }
    }

    /// <summary>Whether the text ends inside a statement that what follows may still change.</summary>
    public bool EndsOpen()
    {
        int next = 0;
        while (_heads.Next(next) is var found and >= 0)
        {
            int head = WordStart(found);
            next = found + 1;
            int end = WordEnd(head);
            if (_around.CanBegin(head, end - head) && IsVerb(SqlWords.Of(_text[head..end])) && !_around.IsCommented(head))
            {
                SqlReading reading = SqlReader.Read(_text, head);
                if ((reading.Facts & (SqlFacts.AtEnd | SqlFacts.Prose)) == SqlFacts.AtEnd && (reading.Effects != SqlEffects.None || reading.End == end) && _around.EndOfQuotes(head) < 0)
                    return true;
                if ((reading.Facts & SqlFacts.Shaped) != SqlFacts.None)
                    next = Math.Max(next, reading.Resume);
            }
        }

        return false;
    }

    private static void Report(SqlEffects effects, int start, int length, FindingList findings)
    {
        for (int label = 0; label < SqlClassifier.LabelCount; label++)
        {
            if (((int)effects & (1 << label)) != 0)
                findings.Add(label, 1, start, length);
        }
    }

    private bool TryRead(int head, out int start, out SqlReading reading)
    {
        start = head;
        reading = default;
        int end = WordEnd(head);
        SqlWord verb = SqlWords.Of(_text[head..end]);
        if (!IsVerb(verb) || !_around.CanBegin(head, end - head))
            return false;
        int closing = _around.EndOfQuotes(head);
        ReadOnlySpan<char> text = closing < 0 ? _text : _text[..closing];
        reading = verb == SqlWord.Exec && closing < 0 && ReadJoined(head, out SqlReading joined) ? joined : Read(text, head);
        if ((reading.Facts & SqlFacts.Shaped) == SqlFacts.None || _around.IsCommented(head))
            return false;
        if (closing >= 0 && text[head..].IndexOfAny("\\'") >= 0)
            reading = ReadUnquoted(text, head, _text[closing], reading);
        SqlPlace place = head > 0 && _lastEnd >= 0 && _text[_lastEnd..head].IsWhiteSpace() ? SqlPlace.InSql : _around.PlaceOf(head, closing >= 0);
        if (!SqlEvidence.Accepts(verb, Letters(_text[head..end]), reading, place))
            return false;
        start = Prologue(head, ref reading);
        return true;
    }

    /// <summary>Reads at most as much as a few times the text, whatever the text is.</summary>
    private SqlReading Read(ReadOnlySpan<char> text, int head)
    {
        SqlReading reading = SqlReader.Read(text, head, _spent > SqlReader.MostTokens + (4L * _text.Length) ? FewTokens : SqlReader.MostTokens);
        _spent += reading.Tokens;
        return reading;
    }

    /// <summary>Takes in what stands before the verb: the WITH of a common table expression, EXPLAIN.</summary>
    private int Prologue(int head, ref SqlReading reading)
    {
        int start = _around.BeginningOf(head, out bool explained);
        if (start == head)
            return _around.BeginningOfComment(head);
        if (explained)
        {
            reading = reading with { Effects = SqlEffects.Read };
            return start;
        }

        if (SqlWords.Of(_text[start..WordEnd(start)]) != SqlWord.With)
            return start;
        SqlReading whole = Read(_text, start);
        if ((whole.Facts & SqlFacts.Shaped) == SqlFacts.None || whole.End < reading.End)
            return head;
        reading = whole;
        return start;
    }

    /// <summary>A statement in quotes is what it is without their escapes.</summary>
    private static SqlReading ReadUnquoted(ReadOnlySpan<char> text, int head, char quote, in SqlReading asWritten)
    {
        ReadOnlySpan<char> written = text[head..];
        char[] rented = ArrayPool<char>.Shared.Rent(written.Length);
        int length = 0;
        for (int i = 0; i < written.Length; i++)
        {
            bool escape = i + 1 < written.Length && ((written[i] == '\\' && written[i + 1] is '"' or '\'' or '`' or '\\' or 'n' or 't' or 'r') || (written[i] == quote && written[i + 1] == quote));
            if (escape)
                i++;
            rented[length++] = escape && written[i] is 'n' or 't' or 'r' ? ' ' : written[i];
        }

        SqlReading reading = SqlReader.Read(rented.AsSpan(0, length), 0);
        ArrayPool<char>.Shared.Return(rented);
        bool whole = (reading.Facts & SqlFacts.AtEnd) != SqlFacts.None || reading.End >= length;
        return reading with { End = whole ? text.Length : asWritten.End, Resume = whole ? text.Length : asWritten.Resume };
    }

    /// <summary>EXEC('DR' + 'OP TABLE t'): strings that are put together and executed are one statement. A single string is found where it stands.</summary>
    private readonly bool ReadJoined(int head, out SqlReading reading)
    {
        reading = default;
        var tokens = new SqlTokenizer(_text, WordEnd(head));
        SqlToken token = tokens.Next();
        bool parenthesis = token.Kind == SqlTokenKind.Open;
        while (token.Kind == SqlTokenKind.Open || (token.Kind == SqlTokenKind.Word && _text[token.Start..token.End].Equals("immediate", StringComparison.OrdinalIgnoreCase)))
            token = tokens.Next();
        if (token.Kind != SqlTokenKind.Text)
            return false;
        char[] joined = ArrayPool<char>.Shared.Rent(LongestJoined);
        int length = 0;
        int parts = 0;
        int end = token.End;
        while (token.Kind == SqlTokenKind.Text)
        {
            ReadOnlySpan<char> part = _text[token.Start..token.End].TrimStart("nNeE").Trim('\'');
            if (length + part.Length > LongestJoined)
                break;
            part.CopyTo(joined.AsSpan(length));
            length += part.Length;
            parts++;
            end = token.End;
            token = tokens.Next();
            if (token.Kind != SqlTokenKind.Operator || _text[token.Start] is not ('+' or '|'))
                break;
            token = tokens.Next();
        }

        if (parts > 1)
            reading = SqlReader.Read(joined.AsSpan(0, length), 0);
        ArrayPool<char>.Shared.Return(joined);
        if (parenthesis && token.Kind == SqlTokenKind.Close)
        {
            end = token.End;
            token = tokens.Next();
        }

        if (token.Kind == SqlTokenKind.Semicolon)
            end = token.End;
        reading = reading with { End = end, Resume = end, Facts = reading.Facts | ((reading.Facts & SqlFacts.Shaped) == SqlFacts.None ? SqlFacts.None : SqlFacts.Strict) };
        return parts > 1;
    }

    /// <summary>The procedures are found by what is special in their names.</summary>
    private readonly int WordStart(int at)
    {
        int start = at;
        while (start > 0 && at - start < 8 && (_text[start - 1] == '_' || char.IsAsciiLetter(_text[start - 1])))
            start--;
        return start < at && _text[start..at].Contains('_') ? start : at;
    }

    private readonly int WordEnd(int at)
    {
        while (at < _text.Length && SqlWords.IsWordPart(_text[at]))
            at++;
        return at;
    }

    private static bool IsVerb(SqlWord word) => word is (>= SqlWord.Select and <= SqlWord.Show) or SqlWord.Dangerous;

    /// <summary>Drop and drop are prose; DROP is SQL, and so is DrOp, which nobody writes who does not hide it.</summary>
    private static SqlLetters Letters(ReadOnlySpan<char> word)
    {
        foreach (char c in word[1..])
        {
            if (char.IsAsciiLetterUpper(c) || c == '_')
                return SqlLetters.Strong;
        }

        return char.IsAsciiLetterUpper(word[0]) ? SqlLetters.Title : SqlLetters.Plain;
    }
}
