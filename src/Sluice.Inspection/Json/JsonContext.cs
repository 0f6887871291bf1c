namespace Sluice.Inspection.Json;

/// <summary>
/// A property's name as context for its value: written as JSON spells it, <c>"name":"</c>, which is what context rules expect. Reused; not thread-safe.
/// </summary>
internal sealed class JsonContext
{
    private const int MaxName = 128;

    private readonly char[] _text = new char[MaxName + 8];
    private int _length;

    public ReadOnlySpan<char> Text => _text.AsSpan(0, _length);

    /// <summary>The context that the raw content of a name makes. A name longer than 128 bytes says nothing about its value.</summary>
    public ReadOnlySpan<char> Of(ReadOnlySpan<byte> name)
    {
        _length = 0;
        if (name.Length is 0 or > MaxName)
            return default;
        _text[0] = '"';
        int units = JsonStrings.Decode(name, _text.AsSpan(1));
        "\":\"".CopyTo(_text.AsSpan(1 + units));
        _length = units + 4;
        return Text;
    }

    /// <summary>The name in a context.</summary>
    public static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> context) => context.Length > 4 && context.EndsWith("\":\"") ? context[1..^3] : context;

    public void Set(ReadOnlySpan<char> context)
    {
        _length = Math.Min(context.Length, _text.Length);
        context[.._length].CopyTo(_text);
    }
}
