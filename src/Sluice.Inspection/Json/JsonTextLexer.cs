using System.Buffers;
using System.Globalization;

namespace Sluice.Inspection.Json;

/// <summary>Receives what <see cref="JsonTextLexer"/> reads. Every character given to the lexer comes back once, as spelled, in order.</summary>
internal interface IJsonTextSink
{
    /// <summary>Characters that are no text: braces, commas, quotes, white space, literals.</summary>
    void Structure(ReadOnlySpan<char> spelled);

    /// <summary>A text begins. <paramref name="context"/> is the name of its property as spelled in JSON, <c>"name":"</c>, or empty.</summary>
    void BeginText(JsonTextKind kind, ReadOnlySpan<char> context);

    /// <summary>A piece of the text: either each unit as spelled, or one unit and the escape that spells it.</summary>
    void Text(ReadOnlySpan<char> decoded, ReadOnlySpan<char> spelled);

    void EndText();
}

/// <summary>What a text inside JSON is.</summary>
internal enum JsonTextKind : byte
{
    String,
    Name,
    Number,

    /// <summary>What follows is not JSON: it is one text as it stands, to the end.</summary>
    Raw,
}

/// <summary>
/// Cuts JSON that arrives in pieces (a tool call's arguments) into its texts, without waiting for any of them to end. From the first character that JSON does not allow
/// on, the rest is one raw text. Not thread-safe; one per document.
/// </summary>
internal sealed class JsonTextLexer(IJsonTextSink sink)
{
    private const int MaxDepth = 64;
    private const int MaxToken = 64;
    private const int MaxName = 128;

    private static readonly SearchValues<char> StringEnds = SearchValues.Create("\"\\");

    private readonly char[] _token = new char[MaxToken];
    private int _tokenLength;
    private char[] _name = [];
    private int _nameLength;
    private State _state = State.Value;
    private ulong _objects;
    private int _depth;
    private bool _isName;

    private enum State : byte
    {
        Value,
        ValueOrEnd,
        NameOrEnd,
        Name,
        Colon,
        CommaOrEnd,
        String,
        Escape,
        Token,
        Done,
        Raw,
    }

    public void Push(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            int used = _state switch
            {
                State.Raw => Raw(text),
                State.String => InString(text),
                State.Escape => InEscape(text),
                State.Token => InToken(text),
                _ => Structural(text),
            };
            text = text[used..];
        }
    }

    /// <summary>The document is complete.</summary>
    public void Complete()
    {
        if (_state == State.Token)
            EndToken();
        if (_state == State.Escape)
            SpellOut();
        if (_state is State.String or State.Raw)
            sink.EndText();
        _state = State.Done;
    }

    private int Raw(ReadOnlySpan<char> text)
    {
        sink.Text(text, text);
        return text.Length;
    }

    private int InString(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAny(StringEnds);
        int run = end < 0 ? text.Length : end;
        if (run > 0)
        {
            sink.Text(text[..run], text[..run]);
            Remember(text[..run]);
            return run;
        }

        if (text[0] == '\\')
        {
            _token[0] = '\\';
            _tokenLength = 1;
            _state = State.Escape;
            return 1;
        }

        sink.EndText();
        sink.Structure(text[..1]);
        _state = _isName ? State.Colon : AfterValue();
        return 1;
    }

    private int InEscape(ReadOnlySpan<char> text)
    {
        _token[_tokenLength++] = text[0];
        bool unicode = _token[1] == 'u';
        if (unicode && _tokenLength > 2 && !char.IsAsciiHexDigit(text[0]))
        {
            // Not an escape after all; its characters stand for themselves, and this one may be a quote.
            _tokenLength--;
            SpellOut();
            _state = State.String;
            return 0;
        }

        if (unicode && _tokenLength < 6)
            return 1;
        ReadOnlySpan<char> spelled = _token.AsSpan(0, _tokenLength);
        char unit = unicode ? (char)ushort.Parse(spelled[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) : Unescape(spelled[1]);
        sink.Text([unit], spelled);
        Remember([unit]);
        _state = State.String;
        return 1;
    }

    private static char Unescape(char c) => c switch
    {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'b' => '\b',
        'f' => '\f',
        _ => c,
    };

    private void SpellOut()
    {
        ReadOnlySpan<char> spelled = _token.AsSpan(0, _tokenLength);
        sink.Text(spelled, spelled);
        _state = State.String;
    }

    private int InToken(ReadOnlySpan<char> text)
    {
        char c = text[0];
        if (char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.')
        {
            if (_tokenLength == MaxToken)
            {
                GoRaw();
                return 0;
            }

            _token[_tokenLength++] = c;
            return 1;
        }

        if (c is ',' or ']' or '}' or ' ' or '\t' or '\r' or '\n')
            EndToken();
        else
            GoRaw();
        return 0;
    }

    private void EndToken()
    {
        ReadOnlySpan<char> token = _token.AsSpan(0, _tokenLength);
        if (token is "true" or "false" or "null")
        {
            sink.Structure(token);
        }
        else if ((char.IsAsciiDigit(token[0]) || token[0] == '-') && token.TrimStart("+-.0123456789eE").IsEmpty)
        {
            sink.BeginText(JsonTextKind.Number, Context());
            sink.Text(token, token);
            sink.EndText();
        }
        else
        {
            GoRaw();
            return;
        }

        _state = AfterValue();
    }

    private void GoRaw()
    {
        sink.BeginText(JsonTextKind.Raw, Context());
        ReadOnlySpan<char> token = _token.AsSpan(0, _state == State.Token ? _tokenLength : 0);
        if (!token.IsEmpty)
            sink.Text(token, token);
        _state = State.Raw;
    }

    private int Structural(ReadOnlySpan<char> text)
    {
        char c = text[0];
        if (c is ' ' or '\t' or '\r' or '\n')
        {
            sink.Structure(text[..1]);
            return 1;
        }

        if (_state is State.Value or State.ValueOrEnd)
            return BeginValue(text);
        if (c == '"' && _state is State.Name or State.NameOrEnd && c == '"')
            return BeginString(text, isName: true);
        if (c == ':' && _state == State.Colon)
            return Step(text, State.Value);
        if (c == ',' && _state == State.CommaOrEnd)
            return Step(text, InObject ? State.Name : State.Value);
        if (c == '}' && InObject && _state is State.CommaOrEnd or State.NameOrEnd && c == '}')
            return Leave(text);
        if (c == ']' && _state == State.CommaOrEnd && !InObject)
            return Leave(text);
        GoRaw();
        return 0;
    }

    private int BeginValue(ReadOnlySpan<char> text)
    {
        char c = text[0];
        if (c == '"')
            return BeginString(text, isName: false);
        if (c is '{' or '[' && _depth < MaxDepth)
        {
            ulong bit = 1UL << _depth;
            _objects = c == '{' ? _objects | bit : _objects & ~bit;
            _depth++;
            return Step(text, c == '{' ? State.NameOrEnd : State.ValueOrEnd);
        }

        if (c == ']' && _state == State.ValueOrEnd)
            return Leave(text);
        if (char.IsAsciiLetterOrDigit(c) || c == '-')
        {
            _tokenLength = 0;
            _state = State.Token;
            return 0;
        }

        GoRaw();
        return 0;
    }

    private int BeginString(ReadOnlySpan<char> text, bool isName)
    {
        sink.Structure(text[..1]);
        _isName = isName;
        if (isName)
        {
            sink.BeginText(JsonTextKind.Name, default);
            _nameLength = 0;
        }
        else
        {
            sink.BeginText(JsonTextKind.String, Context());
        }

        _state = State.String;
        return 1;
    }

    private int Leave(ReadOnlySpan<char> text)
    {
        _depth--;
        return Step(text, AfterValue());
    }

    private int Step(ReadOnlySpan<char> text, State next)
    {
        sink.Structure(text[..1]);
        _state = next;
        return 1;
    }

    private bool InObject => _depth > 0 && (_objects >> (_depth - 1) & 1) != 0;

    private State AfterValue() => _depth == 0 ? State.Done : State.CommaOrEnd;

    /// <summary>Keeps the beginning of a property's name: context for its value.</summary>
    private void Remember(ReadOnlySpan<char> piece)
    {
        if (!_isName)
            return;
        if (_name.Length == 0)
        {
            _name = new char[MaxName + 4];
            _name[0] = '"';
        }

        int room = Math.Min(piece.Length, MaxName - _nameLength);
        piece[..room].CopyTo(_name.AsSpan(1 + _nameLength));
        _nameLength += room;
    }

    private ReadOnlySpan<char> Context()
    {
        if (_nameLength == 0)
            return default;
        "\":\"".CopyTo(_name.AsSpan(1 + _nameLength));
        return _name.AsSpan(0, _nameLength + 4);
    }
}
