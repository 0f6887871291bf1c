namespace Sluice.Inspection.Detection.Views;

/// <summary>
/// The ways in which a text can be read besides as it stands, each with its places in the original. Made for one text at a time, worked out when first asked for, and shared by all
/// who judge that text. Reused; owned by a thread; in steady state nothing is allocated, gzip aside.
/// </summary>
/// <remarks>
/// A classifier judges <see cref="Folded"/> in place of the text (for a plain text that is the text itself), and then each of the views. Upper case is not folded.
/// Respellings (spaced, doubled, leet, reversed, rot13) are offered only where they read more like a language than what they were made from, so that an honest text has none.
/// </remarks>
public sealed class TextViews : IDisposable
{
    /// <summary>Most layers of encoding that are taken off.</summary>
    public const int MaxDepth = 3;

    /// <summary>Most UTF-16 units of all decoded texts together.</summary>
    public const int MaxDecoded = 1 << 18;

    /// <summary>Most views of one text.</summary>
    public const int MaxViews = 48;

    /// <summary>Units that a thread keeps the memory for.</summary>
    private const int MostKept = 1 << 18;

    [ThreadStatic]
    private static TextViews? _idle;

    private readonly ViewText _original = new();
    private readonly ViewText _folded = new();
    private readonly List<ViewText> _views = [];
    private readonly EncodedRuns _runs = new();
    private TextTraits _traits;
    private int _count;
    private bool _hasFolded;
    private bool _folds;
    private bool _decoded;
    private bool _expanded;
    private int _encoded;

    /// <summary>The text as it stands.</summary>
    public ReadOnlySpan<char> Original => _original.Text;

    /// <summary>ASCII without an escape or a run that may be encoded: it has respellings at most.</summary>
    public bool IsPlain => _traits == TextTraits.None;

    /// <summary>The text with look-alikes folded; the text itself where there is nothing to fold.</summary>
    public TextView Folded
    {
        get
        {
            Fold();
            return _folds ? _folded.View : new TextView(ViewKind.Original, Original);
        }
    }

    /// <summary>Number of views besides <see cref="Folded"/>; 0 for nearly every text.</summary>
    public int Count
    {
        get
        {
            Expand();
            return _count;
        }
    }

    /// <summary>Number of views that were encoded or hidden; they come first.</summary>
    internal int Encoded
    {
        get
        {
            Decode();
            return _encoded;
        }
    }

    /// <summary>The largest piece of working memory, in units.</summary>
    internal int Capacity { get; private set; }

    /// <summary>A view, in the order in which they were found.</summary>
    public TextView this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _count);
            return _views[index].View;
        }
    }

    /// <summary>The views of one text, on memory of their own.</summary>
    public static TextViews Of(ReadOnlySpan<char> text)
    {
        TextViews views = new();
        views.Begin(text);
        return views;
    }

    /// <summary>The views of a text on the thread's memory, until <see cref="Return"/>.</summary>
    internal static TextViews Rent(ReadOnlySpan<char> text)
    {
        TextViews views = _idle ?? new TextViews();
        _idle = null;
        views.Begin(text);
        return views;
    }

    /// <summary>Gives the memory back to the thread.</summary>
    internal void Return()
    {
        if (Capacity > MostKept)
            Dispose();
        else
            _idle = this;
    }

    /// <summary>Begins another text. Copies it and looks at it once, vectorised.</summary>
    public void Begin(ReadOnlySpan<char> text)
    {
        _original.BeginOriginal(text);
        _traits = PlainTest.TraitsOf(text);
        _count = 0;
        _hasFolded = _folds = _decoded = _expanded = false;
        Capacity = Math.Max(Capacity, _original.Capacity);
    }

    public void Dispose()
    {
        _original.Dispose();
        _folded.Dispose();
        foreach (ViewText view in _views)
            view.Dispose();
        _views.Clear();
        _runs.Dispose();
        _count = 0;
        Capacity = 0;
    }

    private void Fold()
    {
        if (_hasFolded)
            return;
        _hasFolded = true;
        if ((_traits & TextTraits.NonAscii) == TextTraits.None)
            return;
        _folded.Begin(ViewKind.Folded, 0);
        _folds = Folding.Fold(_original, _folded);
        Capacity = Math.Max(Capacity, _folded.Capacity);
    }

    private void Expand()
    {
        if (_expanded)
            return;
        int encoded = Encoded;
        _expanded = true;
        Offer(_folds ? _folded : _original);
        for (int i = 0; i < encoded; i++)
        {
            // What is unescaped is the same text but for the escapes.
            if (_views[i].Kind != ViewKind.Unescaped)
                Offer(_views[i]);
        }
    }

    private void Decode()
    {
        if (_decoded)
            return;
        _decoded = true;
        Fold();
        if ((_traits & TextTraits.NonAscii) != TextTraits.None && Next() is { } hidden)
            Keep(HiddenText.Read(_original, hidden));
        Decode(_folds ? _folded : _original, _traits);

        // Views are read in the order in which they were found: breadth first, so that the depth bounds the work of a nest.
        for (int i = 0; i < _count; i++)
        {
            ViewText view = _views[i];
            Capacity = Math.Max(Capacity, view.Capacity);
            Decode(view, PlainTest.TraitsOf(view.Text));
        }

        _encoded = _count;
    }

    private void Decode(ViewText source, TextTraits traits)
    {
        if (source.Depth == MaxDepth)
            return;
        if ((traits & TextTraits.Escapes) != TextTraits.None && Next() is { } unescaped)
            Keep(Escapes.Resolve(source, unescaped));
        if ((traits & TextTraits.Runs) != TextTraits.None)
            DecodeRuns(source);
    }

    private void DecodeRuns(ViewText source)
    {
        _runs.Begin(source);
        int room = MaxDecoded;
        for (int i = 0; i < _count; i++)
            room -= _views[i].Kind == ViewKind.Decoded ? _views[i].Length : 0;
        while (room > 0 && Next() is { } decoded && _runs.Next(decoded, room))
        {
            Keep(found: true);
            room -= decoded.Length;
        }
    }

    private void Offer(ViewText source)
    {
        SpellingHabits habits = SpellingHabits.Of(source.Text);
        if (habits.Spaced && Next() is { } despaced)
            Keep(Respelling.Despace(source, despaced));
        if (habits.Doubled && Next() is { } undoubled)
            Keep(Respelling.Undouble(source, undoubled));
        if (habits.Mixed && Next() is { } unleeted)
            Keep(Respelling.Unleet(source, unleeted));
        if (!habits.Strange)
            return;
        (bool turned, bool rotates) = Turning.Find(source.Text);
        if (turned && Next() is { } reversed)
            Keep(Turning.Reverse(source, reversed));
        if (rotates && Next() is { } rotated)
            Keep(Turning.Rotate(source, rotated));
    }

    /// <summary>The memory for one more view, or null where there are too many.</summary>
    private ViewText? Next()
    {
        if (_count == MaxViews)
            return null;
        if (_count == _views.Count)
            _views.Add(new ViewText());
        return _views[_count];
    }

    private void Keep(bool found)
    {
        if (found)
            _count++;
    }
}
