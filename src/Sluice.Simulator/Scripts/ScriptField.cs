using System.Text;
using System.Text.Json;
using Sluice.Simulator.Requests;

namespace Sluice.Simulator.Scripts;

/// <summary>A value of a script and its path, which every complaint names.</summary>
internal readonly record struct ScriptField(JsonElement Value, string Path)
{
    public JsonValueKind Kind => Value.ValueKind;

    public string Text(int maxLength = int.MaxValue)
    {
        if (Kind != JsonValueKind.String) throw Wrong("must be a string");
        try
        {
            string text = Value.GetString()!;
            return text.Length <= maxLength ? text : throw Wrong($"must have at most {maxLength} characters");
        }
        catch (InvalidOperationException)
        {
            throw Wrong("holds half of a surrogate pair; rawEvents and rawBody can send one");
        }
    }

    public bool Flag() => Kind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong("must be true or false"),
    };

    public int Number(int least, int most) =>
        Kind == JsonValueKind.Number && Value.TryGetInt32(out int number) && number >= least && number <= most
            ? number
            : throw Wrong($"must be a whole number from {least} to {most}");

    /// <summary>The raw JSON text, with number spellings as they were.</summary>
    public byte[] Json() => Encoding.UTF8.GetBytes(Value.GetRawText());

    public List<ScriptField> Items(int most)
    {
        if (Kind != JsonValueKind.Array) throw Wrong("must be an array");
        var items = new List<ScriptField>();
        foreach (var item in Value.EnumerateArray())
        {
            if (items.Count == most) throw Wrong($"must have at most {most} elements");
            items.Add(new ScriptField(item, $"{Path}[{items.Count}]"));
        }

        return items;
    }

    public IEnumerable<(string Name, ScriptField Field)> Fields()
    {
        if (Kind != JsonValueKind.Object) throw Wrong("must be an object");
        string path = Path;
        return Value.EnumerateObject().Select(property => (property.Name, new ScriptField(property.Value, $"{path}.{property.Name}")));
    }

    public RequestProblemException Wrong(string what) => RequestProblemException.Bad(Path, what);
}
