using System.Text.Json;

namespace Sluice.Inspection.Json;

/// <summary>Goes over the members of a JSON object that was read before, and is therefore known to be one. Nothing is decoded.</summary>
internal ref struct JsonMembers
{
    private readonly ReadOnlySpan<byte> _object;
    private JsonLexer _reader;
    private bool _inside;

    /// <param name="json">One JSON value; where it is no object it has no members.</param>
    public JsonMembers(ReadOnlySpan<byte> json)
    {
        _object = json;
        _reader = new JsonLexer(json, maxDepth: 512);
        _inside = !json.IsEmpty && _reader.Read() && _reader.Token == JsonTokenType.StartObject;
    }

    /// <summary>The member's name as it is spelled.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>The member's value as it is spelled, quotes and brackets included.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    public bool Next()
    {
        if (!_inside || !_reader.Read() || _reader.Token != JsonTokenType.PropertyName)
        {
            _inside = false;
            return false;
        }

        Name = _reader.Value;
        _reader.Read();
        int start = _reader.Start;
        for (int depth = 0; ;)
        {
            depth += _reader.Token is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : _reader.Token is JsonTokenType.EndObject or JsonTokenType.EndArray ? -1 : 0;
            if (depth == 0)
                break;
            _reader.Read();
        }

        Value = _object[start.._reader.Consumed];
        return true;
    }

    /// <summary>The value of one member as it is spelled, or nothing.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        JsonMembers members = new(json);
        while (members.Next())
        {
            if (members.Name.SequenceEqual(name))
                return members.Value;
        }

        return default;
    }

    /// <summary>The content of one member that is a string, as it is spelled, without its quotes; else nothing.</summary>
    public static ReadOnlySpan<byte> FindText(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> value = Find(json, name);
        return value.Length >= 2 && value[0] == '"' ? value[1..^1] : default;
    }
}
