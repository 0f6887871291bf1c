namespace Sluice.Inspection.Detection.Lexicons;

/// <summary>A lexicon and the frames over its classes. Immutable.</summary>
internal sealed class FrameSet
{
    private readonly Frame[] _frames;
    private readonly int[][] _byClass;

    /// <param name="lexicon">The words.</param>
    /// <param name="lines">The frames, one a line.</param>
    /// <param name="labels">The names of the labels.</param>
    /// <param name="sentences">A frame lies in one sentence; else the text is one run of words, as in code.</param>
    /// <param name="common">Classes that many honest sentences have: frames are only looked for where there is one of theirs that is not among these.</param>
    public FrameSet(ClassLexicon lexicon, string lines, IReadOnlyList<string> labels, bool sentences, string common = "")
    {
        Lexicon = lexicon;
        Sentences = sentences;
        var everyday = common.Split(' ', StringSplitOptions.RemoveEmptyEntries).Aggregate(0UL, (all, name) => all | lexicon.MaskOf(name));
        _frames = [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(l => Frame.Parse(l, lexicon, labels))];
        Keys = _frames.Aggregate(0UL, (all, frame) => all | frame.Groups.FirstOrDefault(g => (g & everyday) == 0, frame.Groups[0]));
        _byClass = new int[ClassLexicon.MaxClasses][];
        for (var i = 0; i < _byClass.Length; i++)
            _byClass[i] = [.. Enumerable.Range(0, _frames.Length).Where(f => (_frames[f].Asked >> i & 1) != 0)];
    }

    public ClassLexicon Lexicon { get; }

    public bool Sentences { get; }

    /// <summary>Of each frame a group: where none of these classes was met, no frame stands.</summary>
    public ulong Keys { get; }

    public int Count => _frames.Length;

    public Frame this[int index] => _frames[index];

    /// <summary>The frames that ask for a class.</summary>
    public ReadOnlySpan<int> Of(int wordClass) => _byClass[wordClass];

    public FrameReader Read(ReadOnlySpan<char> text, int from) => new(this, text, from);
}
