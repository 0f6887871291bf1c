using System.Buffers;

namespace Sluice.Inspection.Detection.Views;

/// <summary>The memory of one view: its units, and for each the stretch of the original text that it stands for. Reused; not thread-safe.</summary>
internal sealed class ViewText : IDisposable
{
    private char[] _text = [];
    private int[] _starts = [];
    private int[] _ends = [];
    private int _from;
    private int _to;
    private bool _mapped;

    public ViewKind Kind { get; private set; }

    public int Depth { get; private set; }

    public int Length { get; private set; }

    public int Capacity => _text.Length;

    public ReadOnlySpan<char> Text => _text.AsSpan(0, Length);

    public TextView View => _mapped
        ? new TextView(Kind, Depth, Text, _starts.AsSpan(0, Length), _ends.AsSpan(0, Length), 0, 0)
        : new TextView(Kind, Depth, Text, default, default, _from, _to);

    /// <summary>Begins a view whose units each have a place of their own.</summary>
    public void Begin(ViewKind kind, int depth) => (Kind, Depth, Length, _mapped) = (kind, depth, 0, true);

    /// <summary>Begins a view that stands for one stretch as a whole.</summary>
    public void Begin(ViewKind kind, int depth, int from, int to)
    {
        (Kind, Depth, Length, _mapped) = (kind, depth, 0, false);
        (_from, _to) = (from, to);
    }

    /// <summary>Begins as a copy of the text itself.</summary>
    public void BeginOriginal(ReadOnlySpan<char> text)
    {
        Begin(ViewKind.Original, 0);
        Reserve(text.Length);
        text.CopyTo(_text);
        Length = text.Length;
    }

    public int StartOf(int unit) => Kind == ViewKind.Original ? unit : _mapped ? _starts[unit] : _from;

    public int EndOf(int unit) => Kind == ViewKind.Original ? unit + 1 : _mapped ? _ends[unit] : _to;

    /// <summary>Adds a unit that stands for <paramref name="start"/> to <paramref name="end"/> of the original.</summary>
    public void Add(char unit, int start, int end)
    {
        if (Length == _text.Length)
            Reserve(1);
        if (_mapped)
        {
            if (_starts.Length < _text.Length)
                Grow();
            _starts[Length] = start;
            _ends[Length] = end;
        }

        _text[Length++] = unit;
    }

    /// <summary>Adds a unit of <paramref name="source"/>, spelled as <paramref name="unit"/>, for what it stands for there.</summary>
    public void Add(char unit, ViewText source, int at) => Add(unit, source.StartOf(at), source.EndOf(at));

    /// <summary>Adds a stretch of <paramref name="source"/> as it is.</summary>
    public void Add(ViewText source, int at, int length)
    {
        Reserve(length);
        if (_mapped)
        {
            if (_starts.Length < _text.Length)
                Grow();
            Span<int> starts = _starts.AsSpan(Length, length);
            Span<int> ends = _ends.AsSpan(Length, length);
            for (int i = 0; i < starts.Length; i++)
            {
                starts[i] = source.StartOf(at + i);
                ends[i] = source.EndOf(at + i);
            }
        }

        source.Text.Slice(at, length).CopyTo(_text.AsSpan(Length));
        Length += length;
    }

    public void Truncate(int length) => Length = length;

    public void Dispose()
    {
        Return(ref _text);
        Return(ref _starts);
        Return(ref _ends);
        Length = 0;
    }

    private void Reserve(int more)
    {
        if (_text.Length - Length >= more)
            return;
        char[] larger = ArrayPool<char>.Shared.Rent(Math.Max(Length + more, Math.Max(256, _text.Length * 2)));
        Text.CopyTo(larger);
        Return(ref _text);
        _text = larger;
    }

    private void Grow()
    {
        Grow(ref _starts);
        Grow(ref _ends);
    }

    private void Grow(ref int[] map)
    {
        int[] larger = ArrayPool<int>.Shared.Rent(_text.Length);
        map.AsSpan(0, Math.Min(Length, map.Length)).CopyTo(larger);
        Return(ref map);
        map = larger;
    }

    private static void Return<T>(ref T[] array)
    {
        if (array.Length > 0)
            ArrayPool<T>.Shared.Return(array);
        array = [];
    }
}
