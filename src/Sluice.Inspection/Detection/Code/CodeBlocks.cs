using System.Buffers;

namespace Sluice.Inspection.Detection.Code;

/// <summary>
/// Finds the stretches of a text that may be source code: what stands between fences of Markdown, and outside of them runs of lines that look like code. Whether such a run is a
/// program or a table of figures <see cref="CodeLanguages"/> decides.
/// </summary>
internal ref struct CodeBlocks(ReadOnlySpan<char> text)
{
    /// <summary>Lines that do not look like code and may stand between two that do.</summary>
    private const int MaxGap = 2;

    /// <summary>What an address has and what does not make its line code.</summary>
    private const int MarksOfAddress = 6;

    private static readonly SearchValues<char> Marks = SearchValues.Create("{}()[];=<>|&$\\@#_*/+%^~:\"'`");

    private readonly ReadOnlySpan<char> _text = text;
    private int _at;
    private int _end;

    /// <summary>First unit of the block, behind its fence.</summary>
    public int Start { get; private set; }

    /// <summary>Behind its last unit.</summary>
    public readonly int End => _end;

    /// <summary>It stands between fences; <see cref="Tag"/> is the language that the fence names, or empty.</summary>
    public bool IsFenced { get; private set; }

    /// <summary>What the fence calls it.</summary>
    public ReadOnlySpan<char> Tag { get; private set; }

    /// <summary>How many of its lines look like code.</summary>
    public int CodeLines { get; private set; }

    /// <summary>Goes to the next block. False at the text's end.</summary>
    public bool Read()
    {
        CodeLines = 0;
        Tag = default;
        IsFenced = false;
        var gap = 0;
        while (_at < _text.Length)
        {
            var next = NextLine(_at);
            var line = _text[_at..next].Trim();
            if (FenceOf(line) is var fence and not '\0')
            {
                if (CodeLines > 0)
                    return true;
                ReadFenced(line, next, fence);
                return true;
            }

            if (LooksLikeCode(line))
            {
                Start = CodeLines++ == 0 ? _at : Start;
                _end = next;
                gap = 0;
            }
            else if (CodeLines > 0 && !line.IsEmpty && !IsIndented(_text[_at..next]) && ++gap > MaxGap)
            {
                return true;
            }

            _at = next;
        }

        return CodeLines > 0;
    }

    /// <summary>A good part of the line is brackets, operators and quotes, or it ends as statements do. Rows of tables and bare addresses are no code; a Greek question ends so too.</summary>
    public static bool LooksLikeCode(ReadOnlySpan<char> line)
    {
        if (line.Length < 2 || line[0] == '|')
            return false;
        var marks = CountMarks(line) - (line.Contains("://", StringComparison.Ordinal) ? MarksOfAddress : 0);
        return (marks >= 2 && marks * 9 >= line.Length) || (line[^2] < 0x80 && line[^1] is (';' or '{' or '}' or '('));
    }

    /// <summary>Brackets, operators, quotes and the like.</summary>
    public static int CountMarks(ReadOnlySpan<char> line)
    {
        var marks = 0;
        for (var rest = line; rest.IndexOfAny(Marks) is var at and >= 0; rest = rest[(at + 1)..])
            marks++;
        return marks;
    }

    /// <summary>Within a run of code an indented line belongs to it, whatever it says.</summary>
    private static bool IsIndented(ReadOnlySpan<char> line) => line.StartsWith("  ") || line.StartsWith("\t");

    private readonly int NextLine(int from)
    {
        var length = _text[from..].IndexOf('\n');
        return length < 0 ? _text.Length : from + length + 1;
    }

    /// <summary>The character of the fence that a line is or begins, or <c>'\0'</c>.</summary>
    private static char FenceOf(ReadOnlySpan<char> line) => line.StartsWith("```") ? '`' : line.StartsWith("~~~") ? '~' : '\0';

    private void ReadFenced(ReadOnlySpan<char> fence, int start, char mark)
    {
        IsFenced = true;
        var tag = fence.TrimStart(mark).Trim();
        var space = tag.IndexOfAny(" {,:\t");
        Tag = space < 0 ? tag : tag[..space];
        Start = start;
        for (_at = start; _at < _text.Length;)
        {
            var next = NextLine(_at);
            var line = _text[_at..next].Trim();
            if (FenceOf(line) == mark && line.Trim(mark).IsEmpty)
            {
                _end = _at;
                _at = next;
                return;
            }

            CodeLines += LooksLikeCode(line) ? 1 : 0;
            _at = next;
        }

        _end = _text.Length;
    }
}
