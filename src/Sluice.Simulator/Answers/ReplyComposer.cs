using System.Text;
using Sluice.Simulator.Requests;
using Sluice.Simulator.Scripts;
using Sluice.Simulator.Wires;

namespace Sluice.Simulator.Answers;

/// <summary>Decides what to answer: by the script, by the words of demonstration, or by quoting the caller.</summary>
internal sealed class ReplyComposer(SimulatorOptions options)
{
    /// <param name="form">What the answer can be.</param>
    /// <param name="number">Counts the answers of this simulator; it makes the ids.</param>
    /// <param name="requestBytes">Stands in for the prompt's tokens at four bytes each.</param>
    public Reply Compose(IAnswerForm form, ChatRequest request, Script script, long number, int requestBytes)
    {
        Check(form, request, script);
        var choices = Choices(request, script);
        long characters = choices.Sum(choice => choice.Characters);
        if (characters > options.MaxReplyCharacters)
            throw RequestProblemException.Bad("n", $"the choices have {characters} characters together; the most is {options.MaxReplyCharacters}");
        var usage = script.OmitUsage ? null : script.Usage ?? new ScriptUsage(Tokens(requestBytes), Tokens(characters));
        return new Reply(request, number, $"{form.IdPrefix}{number}", options.TimeProvider.GetUtcNow().ToUnixTimeSeconds(), choices, script)
        {
            Usage = usage,
            IncludeUsageInStream = request.IncludeUsage && usage is not null,
            Logprobs = script.Logprobs || request.Logprobs,
            TopLogprobs = request.TopLogprobs > 0 ? request.TopLogprobs : script.Logprobs ? 1 : 0,
        };
    }

    private static void Check(IAnswerForm form, ChatRequest request, Script script)
    {
        if (request.Model is not { Length: > 0 and <= 256 }) throw RequestProblemException.Bad("model", "must be a string of 1 to 256 characters");
        if (!request.HasMessages) throw RequestProblemException.Bad(request.MessagesField, "must have at least one message");
        if (script.Replies?.Count > 1 && !form.HasChoices) throw RequestProblemException.Bad("sim.replies", "an answer has one choice here");
        CheckSpeech(request.Carries, script);
        bool asJson = form.ArgumentsAreJson && !(request.Stream && form.StreamsArguments);
        if (asJson && !script.ToolCalls.All(call => Verbatim.IsObject(call.Arguments)))
            throw RequestProblemException.Bad("sim.toolCalls", "arguments are no text here and must be a JSON object");
    }

    /// <summary>What would silently be left out is refused: a test that relies on it would prove nothing.</summary>
    private static void CheckSpeech(Speech carries, Script script)
    {
        string? missing = script.Reasoning is not null && !carries.HasFlag(Speech.Reasoning) ? "reasoning"
            : script.Refusal is not null && !carries.HasFlag(Speech.Refusal) ? "refusal"
            : script.ToolCalls.Count > 0 && !carries.HasFlag(Speech.ToolCalls) ? "toolCalls"
            : null;
        if (missing is not null) throw RequestProblemException.Bad("sim." + missing, "the answers of this path have no place for it");
    }

    private ReplyChoice[] Choices(ChatRequest request, Script script)
    {
        var toolCalls = script.ToolCalls;
        IReadOnlyList<string>? texts = script.Replies;
        bool says = texts is not null || toolCalls.Count > 0 || script.Refusal is not null;
        if (!says && AsksForToolCall(request)) (toolCalls, says) = ([CallFor(request)], true);
        if (!says) texts = [Unscripted(request, script.Spell)];

        string finish = script.Finish ?? (toolCalls.Count > 0 ? "tool_calls" : "stop");
        var choices = new ReplyChoice[texts?.Count > 1 ? texts.Count : request.Choices];
        for (int i = 0; i < choices.Length; i++)
        {
            string? text = texts is null ? null : texts[Math.Min(i, texts.Count - 1)];
            // Several unscripted choices differ, so that a mix-up of choices shows.
            if (i > 0 && script.Replies is null && text is not null) text += $" (choice {i + 1})";
            choices[i] = new ReplyChoice(i, text, toolCalls, finish) { Reasoning = script.Reasoning, Refusal = script.Refusal };
        }

        return choices;
    }

    private string Unscripted(ChatRequest request, bool spell)
    {
        if (request.ToolResult is not null) return "The tool said: " + Quote(request.ToolResult);
        if (string.IsNullOrEmpty(request.LastUserText)) return "You said nothing.";
        if (request.LastUserText.Contains("please leak", StringComparison.OrdinalIgnoreCase)) return PlantedText.Leak;
        string quoted = Quote(request.LastUserText);
        return "You said: " + (spell ? string.Join(' ', quoted.EnumerateRunes()) : quoted);
    }

    private string Quote(string text)
    {
        int most = options.MaxQuotedCharacters;
        if (text.Length <= most) return text;
        int end = most > 0 && char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
        return string.Concat(text.AsSpan(0, end), "…");
    }

    /// <summary>Only when the caller speaks last: after a tool's result a second call would keep an agent going round.</summary>
    private static bool AsksForToolCall(ChatRequest request) =>
        request is { FirstTool: not null, ToolResult: null, LastUserText: not null }
        && request.LastUserText.Contains("call tool", StringComparison.OrdinalIgnoreCase);

    private ScriptToolCall CallFor(ChatRequest request)
    {
        using var arguments = new ByteBuffer(options.MaxAnswerBytes);
        JsonText.Raw(arguments, "{\"query\":"u8);
        JsonText.String(arguments, Quote(request.LastUserText!));
        JsonText.Raw(arguments, "}"u8);
        return new ScriptToolCall("call_sim_1", request.FirstTool!, Encoding.UTF8.GetString(arguments.Written.Span));
    }

    private static int Tokens(long characters) => (int)((characters + 3) / 4);
}
