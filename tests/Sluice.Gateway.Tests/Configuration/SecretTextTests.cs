using System.Text.Json.Nodes;
using Sluice.Gateway.Configuration;
using Sluice.Inspection.Policies;

namespace Sluice.Gateway.Tests.Configuration;

public sealed class SecretTextTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("sluice-secret-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void A_plain_text_is_the_secret_and_is_not_shown()
    {
        SecretText secret = Read("hunter-two", out List<ConfigurationError> errors)!;

        Assert.Empty(errors);
        Assert.Equal("hunter-two", secret.Value);
        Assert.Equal("configuration", secret.ToString());
    }

    [Fact]
    public void An_environment_variable_is_named_and_its_value_is_the_secret()
    {
        string name = "SLUICE_TEST_" + Guid.NewGuid().ToString("N");
        Environment.SetEnvironmentVariable(name, "hunter-two");
        try
        {
            SecretText secret = Read("env:" + name, out _)!;
            Assert.Equal("hunter-two", secret.Value);
            Assert.Equal("env:" + name, secret.ToString());
        }
        finally
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    [Theory]
    [InlineData("hunter-two\n")]
    [InlineData("hunter-two\r\n")]
    [InlineData("hunter-two")]
    public void A_file_is_read_without_its_last_line_end(string content)
    {
        Assert.Equal("hunter-two", Read("file:" + FileWith(content), out _)!.Value);
    }

    [Theory]
    [InlineData("env:SLUICE_TEST_NOBODY_SETS_THIS", "not set")]
    [InlineData("file:/nowhere/at-all", "does not exist")]
    public void What_cannot_be_had_is_an_error_that_names_the_key(string text, string problem)
    {
        Assert.Null(Read(text, out List<ConfigurationError> errors));
        ConfigurationError error = Assert.Single(errors);
        Assert.Equal("Sluice:MasterKey", error.Key);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_too_long_or_empty_is_an_error_without_its_content()
    {
        Read("file:" + FileWith(new string('s', SecretText.MaxFileBytes + 1)), out List<ConfigurationError> errors);
        Assert.DoesNotContain("sss", Assert.Single(errors).Message, StringComparison.Ordinal);
        Read("file:" + FileWith("\n"), out errors);
        Assert.Contains("is empty", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    private static SecretText? Read(string text, out List<ConfigurationError> errors)
    {
        errors = [];
        return SecretText.Read(new SectionReader(new JsonObject { ["MasterKey"] = text }, "Sluice", errors), "MasterKey");
    }

    private string FileWith(string content)
    {
        string path = Path.Combine(_directory.FullName, "secret");
        File.WriteAllText(path, content);
        return path;
    }
}
