using System.Text.Json;
using Sluice.Simulator.Wires;

namespace Sluice.Simulator.Requests;

/// <summary>What the simulator needs to know of a request that asks for text, in whatever dialect. The prompt's other parts are not looked at.</summary>
internal sealed class ChatRequest
{
    public string? Model { get; set; }

    public bool HasMessages { get; set; }

    /// <summary>The field that holds the messages, for complaints.</summary>
    public string MessagesField { get; init; } = "messages";

    /// <summary>Text of the last message whose role is <c>user</c>, its text parts joined by a space; null if there is none.</summary>
    public string? LastUserText { get; set; }

    /// <summary>Text of the last message when its role is <c>tool</c>.</summary>
    public string? ToolResult { get; set; }

    public string? FirstTool { get; set; }

    /// <summary>What the answer has a place for; a script that asks for more is refused.</summary>
    public Speech Carries { get; init; } = Speech.All;

    public bool Stream { get; set; }

    /// <summary>Whether the stream is one JSON array; only Gemini's can be.</summary>
    public bool StreamsAsArray { get; init; }

    /// <summary>The form of the answer, where a request can choose between some.</summary>
    public string? Format { get; init; }

    public bool IncludeUsage { get; set; }

    public int Choices { get; set; } = 1;

    public bool Logprobs { get; set; }

    public int TopLogprobs { get; set; }

    /// <summary>Whether the answer can be fetched later.</summary>
    public bool Store { get; set; }

    /// <summary>Where in the body the messages stand, brackets included.</summary>
    public Range MessagesAt { get; set; }

    /// <summary>What of the request belongs to a stored answer, as JSON.</summary>
    public byte[]? Input { get; set; }

    /// <summary>The field <c>sim</c>.</summary>
    public JsonElement? Script { get; set; }
}
