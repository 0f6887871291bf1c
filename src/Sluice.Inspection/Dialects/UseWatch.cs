using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Sluice.Inspection.Json;

namespace Sluice.Inspection.Dialects;

/// <summary>Something that a request asks for and that not every caller may have: exactly one of the two.</summary>
/// <param name="Model">A model, as the request spells it.</param>
/// <param name="Parameter">A parameter that aids extraction, by the name that OpenAI gives it: <c>logprobs</c>, <c>top_logprobs</c>, <c>logit_bias</c>, <c>n</c> or <c>echo</c>.</param>
public readonly record struct RequestedUse(string? Model = null, string? Parameter = null);

/// <summary>
/// Asks <see cref="Exchange.MayUse"/> of every model and every parameter that a request names. It looks at names as the walker passes them, so that no visitor can miss one, and
/// only in objects that hold settings: the document itself, and what lies below it under names such as <c>generationConfig</c>. Names count in any case and with or without
/// underscores, as some providers read them so. Not thread-safe; each inspection has one.
/// </summary>
internal sealed class UseWatch : IMemberWatch
{
    /// <summary>No name that matters is longer; in UTF-16 units, and in bytes of escapes six times as long.</summary>
    private const int LongestName = 40;

    private Exchange? _exchange;
    private int _deepest;

    /// <summary>The first refusal, or null.</summary>
    public Refusal? Refusal { get; private set; }

    public void Begin(Exchange exchange)
    {
        _exchange = exchange;
        Refusal = null;
    }

    public void End() => _exchange = null;

    public void Open() => _deepest = 2;

    public void Member(in JsonLexer reader)
    {
        // Objects of settings lie in one another without a gap, so that the depth of the innermost says of all whether they are some.
        int depth = reader.Depth;
        if (depth > _deepest)
            return;
        Span<char> buffer = stackalloc char[6 * LongestName];
        ReadOnlySpan<char> name = reader.Value.Length > buffer.Length ? default : Plain(buffer[..JsonStrings.Decode(reader.Value, buffer)]);
        _deepest = IsSettings(name) ? depth + 2 : depth;
        JsonLexer value = reader;
        if (IsModel(name))
            Models(ref value);
        else if (ParameterOf(name) is { } parameter && value.Read() && Matters(parameter, ref value))
            Ask(new RequestedUse(Parameter: parameter));
        else if (name is "include" && NamesLogprobs(ref value))
            Ask(new RequestedUse(Parameter: "logprobs"));
    }

    /// <summary>Looks at a field of a form.</summary>
    public void Field(string field, ReadOnlySpan<byte> content)
    {
        Span<char> buffer = stackalloc char[LongestName];
        if (field.Length > buffer.Length || content.Length > 1_024)
            return;
        field.CopyTo(buffer);
        ReadOnlySpan<char> name = Plain(buffer[..field.Length]);
        string value = Encoding.UTF8.GetString(content).Trim();
        if (IsModel(name))
            Model(value);
        else if (ParameterOf(name) is { } parameter && !IsHarmless(parameter, value))
            Ask(new RequestedUse(Parameter: parameter));
        else if (name is "include" && value.Contains("logprobs", StringComparison.OrdinalIgnoreCase))
            Ask(new RequestedUse(Parameter: "logprobs"));
    }

    /// <summary>The name without what spellings differ in: lower case, no underscores, hyphens and brackets. The two letters that fold to ASCII are taken as such.</summary>
    private static ReadOnlySpan<char> Plain(Span<char> name)
    {
        int length = 0;
        foreach (char c in name)
        {
            if (c is not ('_' or '-' or '[' or ']'))
                name[length++] = c switch { '\u017F' => 's', '\u212A' => 'k', _ => char.ToLowerInvariant(c) };
        }

        return name[..length];
    }

    private static bool IsModel(ReadOnlySpan<char> name) => name is "model" or "models" or "modelid" or "fallbacks" or "fallbackmodels";

    /// <summary>Names under which objects of settings lie: Gemini's and Ollama's options, requests within requests, sessions and their transcription, tools that are models.</summary>
    private static bool IsSettings(ReadOnlySpan<char> name) => name is
        "generationconfig" or "generatecontentrequest" or "options" or "parameters" or "requests" or "request" or "params" or "body"
        or "session" or "response" or "audio" or "input" or "transcription" or "inputaudiotranscription" or "tools" or "fallbacks" or "extrabody"
        or "inferenceconfig" or "textgenerationconfig" or "additionalmodelrequestfields";

    private static string? ParameterOf(ReadOnlySpan<char> name) => name switch
    {
        "logprobs" or "responselogprobs" or "returnlikelihoods" => "logprobs",
        "toplogprobs" => "top_logprobs",
        "logitbias" => "logit_bias",
        "n" or "bestof" or "candidatecount" or "numgenerations" or "numresults" => "n",
        "echo" => "echo",
        _ => null,
    };

    /// <summary>Whether the value at hand asks for anything: not where it is empty, off, or the one answer that everybody gets.</summary>
    private static bool Matters(string parameter, ref JsonLexer value) => value.Token switch
    {
        JsonTokenType.Null or JsonTokenType.False => false,
        JsonTokenType.StartObject => value.Read() && value.Token != JsonTokenType.EndObject,
        JsonTokenType.StartArray => value.Read() && value.Token != JsonTokenType.EndArray,
        JsonTokenType.Number or JsonTokenType.String => !IsHarmless(parameter, Encoding.UTF8.GetString(value.Value)),
        _ => true,
    };

    /// <summary>A legacy completion's <c>logprobs</c> of 0 still gives those of the tokens that were chosen.</summary>
    private static bool IsHarmless(string parameter, string value)
    {
        if (value.Length == 0 || value.Equals("false", StringComparison.OrdinalIgnoreCase) || value.Equals("none", StringComparison.OrdinalIgnoreCase))
            return true;
        bool number = Utf8Parser.TryParse(Encoding.UTF8.GetBytes(value), out double count, out int used) && used == value.Length;
        return number && parameter switch { "n" => count is 0 or 1, "top_logprobs" or "echo" => count == 0, _ => false };
    }

    private void Models(ref JsonLexer value)
    {
        foreach (string model in Strings(ref value))
            Model(model);
    }

    private static bool NamesLogprobs(ref JsonLexer value) => Strings(ref value).Exists(s => s.Contains("logprobs", StringComparison.OrdinalIgnoreCase));

    /// <summary>The string behind the name at hand, or those of the array behind it.</summary>
    private static List<string> Strings(ref JsonLexer value)
    {
        List<string> strings = [];
        if (!value.Read())
            return strings;
        if (value.Token == JsonTokenType.String)
            strings.Add(JsonStrings.Decode(value.Value));
        if (value.Token != JsonTokenType.StartArray)
            return strings;
        for (int depth = value.Depth; value.Read() && value.Depth >= depth;)
        {
            if (value.Token == JsonTokenType.String && value.Depth == depth)
                strings.Add(JsonStrings.Decode(value.Value));
        }

        return strings;
    }

    private void Model(string model)
    {
        if (model.Length == 0)
            return;
        _exchange!.ModelNamed = true;
        Ask(new RequestedUse(Model: model));
    }

    private void Ask(RequestedUse use) => Refusal ??= _exchange!.MayUse!(use);
}
