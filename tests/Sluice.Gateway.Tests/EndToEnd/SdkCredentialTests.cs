using System.ClientModel;
using Anthropic;
using Anthropic.Core;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using OpenAI.Chat;
using Sluice.Gateway.Tests.Acceptance;
using Sluice.Governance.Identity;
using Sluice.Simulator;

namespace Sluice.Gateway.Tests.EndToEnd;

/// <summary>The providers' own clients with keys of the gate's: a good one works, a bad one and one that may not are the errors that they know.</summary>
public sealed class SdkCredentialTests : IAsyncLifetime
{
    private SimulatorServer _simulator = null!;
    private KeyGate _gate = null!;

    public async ValueTask InitializeAsync()
    {
        _simulator = await SimulatorServer.StartAsync();
        _gate = await KeyGate.StartAsync(_simulator.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await _gate.DisposeAsync();
        await _simulator.DisposeAsync();
    }

    [Fact]
    public async Task OpenAI()
    {
        Task<ClientResult<ChatCompletion>> AskAsync(string key, string model = "sim") =>
            SdkClient.Of(new Uri(_gate.Gate.Proxy, "/openai/default/v1"), model: model, key: key).CompleteChatAsync([new UserChatMessage("hello")], null, Given.Token);

        Assert.NotEmpty((await AskAsync(_gate.Add())).Value.Content);
        foreach (string bad in (string[])["sk-any", KeySecret.Create()])
            Assert.Equal(401, (await Assert.ThrowsAsync<ClientResultException>(() => AskAsync(bad))).Status);
        string scoped = _gate.Add(new AccessScope { Models = ["sim"] });
        Assert.NotEmpty((await AskAsync(scoped)).Value.Content);
        Assert.Equal(403, (await Assert.ThrowsAsync<ClientResultException>(() => AskAsync(scoped, "sim-echo"))).Status);
    }

    [Fact]
    public async Task Anthropic()
    {
        Task<Message> AskAsync(string key, string model = "sim")
        {
            AnthropicClient client = new(new ClientOptions { ApiKey = key, BaseUrl = new Uri(_gate.Gate.Proxy, "/anthropic/default").AbsoluteUri, MaxRetries = 0 });
            return client.Messages.Create(new MessageCreateParams { Model = model, MaxTokens = 64, Messages = [new UserMessageParam { Content = "hello" }] }, Given.Token);
        }

        Assert.NotEmpty((await AskAsync(_gate.Add())).Content);
        foreach (string bad in (string[])["sk-any", KeySecret.Create()])
            await Assert.ThrowsAsync<AnthropicUnauthorizedException>(() => AskAsync(bad));
        await Assert.ThrowsAsync<AnthropicForbiddenException>(() => AskAsync(_gate.Add(new AccessScope { Models = ["sim"] }), "sim-echo"));
    }
}
