using System.CommandLine;

namespace Platform.Cli.Server;

/// <summary>Which server a command talks to, and as whom: options that several commands share. A secret is never an argument, where other users of the machine could read it.</summary>
internal sealed class ServerAddress
{
    private const string TokenVariable = "PLATFORM_TOKEN";

    private readonly Option<string> _server = new("--server")
    {
        Description = "Address of the platform [PLATFORM_URL]",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("PLATFORM_URL") is { Length: > 0 } url ? url : "http://localhost:5080",
    };

    private readonly Option<string?> _tokenFile = new("--token-file")
    {
        Description = $"File with an API key of an administrator [{TokenVariable}_FILE; the key itself: {TokenVariable}]",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_server);
        command.Options.Add(_tokenFile);
    }

    /// <summary>The client for the options of a call.</summary>
    /// <exception cref="CommandException">The address is none, or there is no token.</exception>
    public DesignClient Connect(ParseResult call)
    {
        string server = call.GetValue(_server)!;
        if (!Uri.TryCreate(server, UriKind.Absolute, out Uri? address) || address.Scheme is not ("http" or "https"))
            throw new CommandException($"--server: '{server}' is no address. Example: http://localhost:5080");
        return new DesignClient(address, Token(call));
    }

    private string Token(ParseResult call)
    {
        string? file = call.GetValue(_tokenFile) ?? Environment.GetEnvironmentVariable(TokenVariable + "_FILE");
        if (string.IsNullOrEmpty(file))
        {
            return Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } token
                ? token
                : throw new CommandException(
                    $"An API key is needed: set {TokenVariable}, or name a file with --token-file. An administrator makes one under \"My account\", or with POST /auth/api-keys.");
        }

        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"--token-file: {failure.Message}");
        }
    }
}
