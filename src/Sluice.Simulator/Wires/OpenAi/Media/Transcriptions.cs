using System.Buffers;
using System.Text;
using Sluice.Simulator.Answers;
using Sluice.Simulator.Requests;

namespace Sluice.Simulator.Wires.OpenAi.Media;

/// <summary><c>/v1/audio/transcriptions</c> and <c>/translations</c>: nobody listens; the transcript quotes the file's name or is the script's reply.</summary>
internal sealed class Transcriptions : IChatEndpoint
{
    public IErrorShape Errors => OpenAiErrors.Shape;

    public string IdPrefix => "transcript-sim-";

    public ChatRequest Read(SimulatedExchange exchange)
    {
        var form = MultipartBody.Read(exchange);
        return new ChatRequest
        {
            MessagesField = "file",
            Carries = Speech.TextOnly,
            Model = form.Text("model") ?? exchange.PathValue,
            HasMessages = true,
            LastUserText = form.File("file").Name,
            Stream = form.Text("stream") is "true",
            Format = form.Text("response_format") ?? "json",
        };
    }

    public string AnswerContentType(Reply reply) => reply.Request.Format is "text" or "srt" or "vtt" ? "text/plain; charset=utf-8" : ContentTypes.Json;

    public void WriteAnswer(IBufferWriter<byte> output, Reply reply)
    {
        string said = reply.Only.Content!;
        switch (reply.Request.Format)
        {
            case "text":
                Encoding.UTF8.GetBytes(said + "\n", output);
                break;
            case "srt":
                Encoding.UTF8.GetBytes("1\n00:00:00,000 --> 00:00:01,000\n" + said + "\n\n", output);
                break;
            case "vtt":
                Encoding.UTF8.GetBytes("WEBVTT\n\n00:00:00.000 --> 00:00:01.000\n" + said + "\n\n", output);
                break;
            case "verbose_json":
                var text = Spoken.Of(said, reply);
                output.Json(
                    $$"""
                    {"task":"transcribe","language":"english","duration":1,"text":{{text}},
                    "segments":[{"id":0,"seek":0,"start":0,"end":1,"text":{{text}},"tokens":[],"temperature":0}]}
                    """);
                break;
            default:
                output.Json($$"""{"text":{{Spoken.Of(said, reply)}}{{Usage(reply)}}{{new Verbatim(reply.Script.Extra.Top)}}}""");
                break;
        }
    }

    public IReplyStream OpenStream(EventOutput output, Reply reply) => new TranscriptStream(output, reply);

    public static Verbatim Usage(Reply reply)
    {
        if (reply.Usage is not { } usage) return Verbatim.Nothing;
        long total = (long)usage.Prompt + usage.Completion;
        return Verbatim.Of(
            $$$""","usage":{"type":"tokens","input_tokens":{{{usage.Prompt}}},"output_tokens":{{{usage.Completion}}},"total_tokens":{{{total}}}}""");
    }
}
