using System.Text.Json.Nodes;
using Sluice.Governance.Identity;
using Sluice.Governance.Identity.Tokens;

namespace Sluice.Governance.Tests.Identity.Tokens;

public sealed class ClaimMappingTests
{
    private static readonly Permission Write = new(PermissionCategory.Interactions, PermissionVerb.Write), Audit = new(PermissionCategory.Audit, PermissionVerb.Read);

    [Fact]
    public void Without_claims_named_the_configuration_says_it_all()
    {
        Caller caller = Read("""{"sub":"ann","tenant":"other","permissions":["Users:Delete"],"models":["x"]}""", o =>
        {
            o.Tenant = "acme";
            o.Project = "p1";
            o.Models.Add("gpt-5*");
            o.Endpoints.Add("chat completions");
        })!;
        Assert.Equal(("corp:ann", CallerKind.Token, "acme", "p1", (string?)null, (string?)null), (caller.Id, caller.Kind, caller.Tenant, caller.Project, caller.App, caller.KeyId));
        Assert.Equal(PermissionSet.Of(Write), caller.Permissions);
        Assert.Equal(["gpt-5*"], caller.Scope.Models);
        Assert.Equal(["chat completions"], caller.Scope.Endpoints);
        Assert.Empty(caller.Scope.Parameters);
    }

    [Fact]
    public void Claims_name_tenant_project_app_models_and_endpoints()
    {
        Caller caller = Read("""{"sub":7,"t":12345,"https://x.example/p":"p2","a":{"b":{"c":"app"}},"m":["m1","m2"],"e":"embeddings rerank"}""", o =>
        {
            o.Claims.Tenant = "t";
            o.Claims.Project = "https://x.example/p";
            o.Claims.App = "a.b.c";
            o.Claims.Models = "m";
            o.Claims.Endpoints = "e";
        })!;
        Assert.Equal(("corp:7", "12345", "p2", "app"), (caller.Id, caller.Tenant, caller.Project, caller.App));
        Assert.Equal(["m1", "m2"], caller.Scope.Models);
        Assert.Equal(["embeddings", "rerank"], caller.Scope.Endpoints);
    }

    [Fact]
    public void Permissions_come_from_a_claim_and_from_roles_and_what_is_none_is_passed_over()
    {
        Caller caller = Read("""{"sub":"ann","scope":"openid Audit:Read nonsense *","realm_access":{"roles":["offline","ml"]}}""", o =>
        {
            o.Claims.Permissions = "scope";
            o.Claims.Roles = "realm_access.roles";
            o.Roles["ml"] = new RoleOptions { Permissions = { "Policies:Read" }, Parameters = { "logprobs" } };
            o.Roles["admin"] = new RoleOptions { Permissions = { "Users:Delete" } };
        })!;
        Assert.Equal(PermissionSet.Of(Write, Audit, new Permission(PermissionCategory.Policies, PermissionVerb.Read)), caller.Permissions);
        Assert.Equal(["logprobs"], caller.Scope.Parameters);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"t":""}""")]
    [InlineData("""{"t":["a"]}""")]
    [InlineData("""{"t":{}}""")]
    [InlineData("""{"t":null}""")]
    [InlineData("""{"t":"a\u0000b"}""")]
    public void A_token_that_lacks_the_claim_that_narrows_it_is_refused(string extra)
    {
        string payload = extra == "{}" ? """{"sub":"ann"}""" : """{"sub":"ann",""" + extra[1..];
        Assert.Null(Read(payload, o => o.Claims.Tenant = "t"));
        Assert.Null(Read(payload, o => o.Claims.Project = "t"));
        Assert.Null(Read(payload, o => o.Claims.App = "t"));
        if (!extra.Contains('a'))
            Assert.Null(Read(payload, o => o.Claims.Models = "t"));
        Assert.NotNull(Read(payload, o => o.Claims.Roles = "t"));
    }

    [Fact]
    public void An_empty_list_of_models_is_not_all_of_them()
    {
        Assert.Null(Read("""{"sub":"ann","m":[]}""", o => o.Claims.Models = "m"));
        Assert.Null(Read("""{"sub":"ann","m":" "}""", o => o.Claims.Models = "m"));
        Assert.Null(Read(new JsonObject { ["sub"] = "ann", ["m"] = new JsonArray([.. Enumerable.Range(0, 257).Select(i => (JsonNode)$"m{i}")]) }.ToJsonString(), o => o.Claims.Models = "m"));
    }

    [Theory]
    [InlineData("""{"sub":"ann","repository":"acme/site","tags":["x","y"]}""", true)]
    [InlineData("""{"sub":"ann","repository":"acme/","tags":["y"]}""", true)]
    [InlineData("""{"sub":"ann","repository":"acme","tags":["y"]}""", false)]
    [InlineData("""{"sub":"ann","repository":"evil/acme/","tags":["y"]}""", false)]
    [InlineData("""{"sub":"ann","repository":"acme/site","tags":["z"]}""", false)]
    [InlineData("""{"sub":"ann","tags":["y"]}""", false)]
    public void Required_claims_must_have_one_of_their_values(string payload, bool taken) => Assert.Equal(taken, Read(payload, o =>
    {
        o.Require["repository"] = ["acme/*"];
        o.Require["tags"] = ["y", "x"];
    }) is not null);

    private static Caller? Read(string payload, Action<IssuerOptions> set)
    {
        var options = new IssuerOptions { Permissions = { "Interactions:Write" } };
        set(options);
        return new ClaimMapping("corp", options).Read(System.Text.Json.JsonDocument.Parse(payload).RootElement);
    }
}
