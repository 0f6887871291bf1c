using System.Text.Json;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Storage;
using Sluice.Simulator.Wires;
using Sluice.Simulator.Wires.Anthropic;
using Sluice.Simulator.Wires.Bedrock;
using Sluice.Simulator.Wires.Cohere;
using Sluice.Simulator.Wires.Framing;
using Sluice.Simulator.Wires.Gemini;
using Sluice.Simulator.Wires.Ollama;
using Sluice.Simulator.Wires.OpenAi;
using Sluice.Simulator.Wires.OpenAi.Responses;

namespace Sluice.Benchmarks.Wires;

/// <summary>A streaming endpoint that is measured: how it is asked, how it answers (the simulator's own writer), and how a client knows its texts and its end.</summary>
internal sealed class Wire
{
    private static readonly ItemStore Store = new(maxItems: 1, maxBytes: 1);

    /// <summary>OpenAI's chat completions, which the other parts measure as well, are the reference.</summary>
    public static Wire OpenAi { get; } = new("openai", "openai", new ChatCompletions(Store))
    {
        Dialect = "openai",
        Cluster = "openai",
        Path = _ => "/v1/chat/completions",
        Credential = "Authorization: Bearer bench",
        WriteBody = ChatForms.OpenAi,
        TextMark = "\"content\":\"",
        Endings = ["\"finish_reason\":\"stop\"", "data: [DONE]\n\n"],
    };

    public static IReadOnlyList<Wire> All { get; } =
    [
        OpenAi,
        new("responses", "openai responses", new ResponsesEndpoint(Store))
        {
            Dialect = "openai",
            Cluster = "openai",
            Path = _ => "/v1/responses",
            Credential = "Authorization: Bearer bench",
            WriteBody = ChatForms.Responses,
            TextMark = "\"delta\":\"",
            Endings = ["\"type\":\"response.output_text.done\"", "\"type\":\"response.content_part.done\"", "\"type\":\"response.output_item.done\"", "\"type\":\"response.completed\""],
        },
        new("anthropic", "anthropic", new Messages())
        {
            Dialect = "anthropic",
            Cluster = "anthropic",
            Path = _ => "/v1/messages",
            Credential = "anthropic-version: 2023-06-01\r\nx-api-key: bench",
            WriteBody = ChatForms.Anthropic,
            TextMark = "\"text\":\"",
            Endings = ["\"type\":\"content_block_stop\"", "\"stop_reason\":\"end_turn\"", "\"type\":\"message_stop\""],
        },
        new("gemini", "gemini", new GenerateContent(streams: true))
        {
            Dialect = "gemini",
            Cluster = "gemini",
            Path = model => $"/v1beta/models/{model}:streamGenerateContent?alt=sse",
            Credential = "x-goog-api-key: bench",
            WriteBody = ChatForms.Gemini,
            TextMark = "\"text\":\"",
            Endings = ["\"finishReason\":\"STOP\""],
        },
        new("ollama", "ollama", new OllamaChat(isChat: true))
        {
            Dialect = "ollama",
            Cluster = "ollama",
            Path = _ => "/api/chat",
            Credential = "Authorization: Bearer bench",
            WriteBody = ChatForms.Ollama,
            MediaType = ContentTypes.NdJson,
            TextMark = "\"content\":\"",
            Endings = ["\"done\":true,\"done_reason\":\"stop\""],
        },
        new("cohere", "cohere", new CohereChat())
        {
            Dialect = "cohere",
            Cluster = "cohere",
            Path = _ => "/v2/chat",
            Credential = "Authorization: Bearer bench",
            WriteBody = ChatForms.OpenAi,
            TextMark = "\"text\":\"",
            Endings = ["\"type\":\"content-end\"", "\"type\":\"message-end\""],
        },
        new("bedrock", "bedrock converse", new Converse(streams: true))
        {
            Dialect = "bedrock",
            Cluster = "bedrock",
            Path = model => $"/model/{model}/converse-stream",
            Credential = "Authorization: Bearer bench",
            WriteBody = ChatForms.Bedrock,
            MediaType = AwsFraming.ContentType,
            TextMark = "\"text\":\"",
            Endings = ["contentBlockStop", "\"stopReason\":\"end_turn\"", "\"latencyMs\""],
        },
    ];

    private Wire(string name, string title, IChatEndpoint endpoint) => (Name, Title, Endpoint) = (name, title, endpoint);

    /// <summary>Letters alone: it is part of the model's name, which orders a stream from the mock upstream.</summary>
    public string Name { get; }

    /// <summary>As the pages call it.</summary>
    public string Title { get; }

    public IChatEndpoint Endpoint { get; }

    public required string Dialect { get; init; }

    /// <summary>Its cluster in the shipped configuration.</summary>
    public required string Cluster { get; init; }

    public required Func<string, string> Path { get; init; }

    /// <summary>Header lines that name the caller, and whatever else the endpoint wants.</summary>
    public required string Credential { get; init; }

    /// <summary>Writes the members of a request's object: model, the wish for a stream, turns.</summary>
    public required Action<Utf8JsonWriter, ChatOrder> WriteBody { get; init; }

    /// <summary>The answer's <c>Content-Type</c>.</summary>
    public string MediaType { get; init; } = ContentTypes.EventStream;

    /// <summary>Whether its events carry checksums, which change with the text.</summary>
    public bool HasChecksums => MediaType == AwsFraming.ContentType;

    /// <summary>What stands before each piece of the answer's text.</summary>
    public required string TextMark { get; init; }

    /// <summary>What ends the stream, in this order, all behind the text.</summary>
    public required string[] Endings { get; init; }

    public static Wire Of(string name) => All.First(w => w.Name == name);
}
