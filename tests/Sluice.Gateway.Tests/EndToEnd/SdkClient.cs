using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json.Nodes;
using OpenAI;
using OpenAI.Chat;

namespace Sluice.Gateway.Tests.EndToEnd;

/// <summary>OpenAI's own client as anyone would set it up: another address, and a header that scripts the simulator.</summary>
internal static class SdkClient
{
    public static ChatClient Of(Uri endpoint, JsonObject? script = null, string model = "sim", string key = "any")
    {
        var options = new OpenAIClientOptions
        {
            Endpoint = endpoint,
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            Transport = new HttpClientPipelineTransport(new HttpClient(new SocketsHttpHandler { UseProxy = false })),
        };
        if (script is not null)
            options.AddPolicy(new HeaderPolicy(Stage.Header(script)), PipelinePosition.PerCall);
        return new ChatClient(model, new ApiKeyCredential(key), options);
    }

    private sealed class HeaderPolicy(string script) : PipelinePolicy
    {
        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            message.Request.Headers.Set("x-sim-script", script);
            ProcessNext(message, pipeline, currentIndex);
        }

        public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            message.Request.Headers.Set("x-sim-script", script);
            return ProcessNextAsync(message, pipeline, currentIndex);
        }
    }
}
