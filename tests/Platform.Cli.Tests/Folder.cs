namespace Platform.Cli.Tests;

/// <summary>An empty folder of a test's own, and the program run on it.</summary>
public sealed class Folder : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("platform-cli-").FullName;

    /// <summary>The path of a file or folder in it.</summary>
    public string At(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>Replaces a text in a file, which must have it.</summary>
    public static void Edit(string file, string old, string value)
    {
        string text = File.ReadAllText(file);
        if (!text.Contains(old, StringComparison.Ordinal)) throw new InvalidOperationException($"{file} has no {old}");
        File.WriteAllText(file, text.Replace(old, value, StringComparison.Ordinal));
    }

    /// <summary>Runs the program.</summary>
    public static async Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using StringWriter output = new(), error = new();
        int exit = await CommandLine.RunAsync(arguments, output, error);
        return (exit, output.ToString(), error.ToString());
    }

    /// <summary>Runs the program, which must succeed; what it wrote.</summary>
    public static async Task<string> DoneAsync(params string[] arguments)
    {
        (int exit, string output, string error) = await RunAsync(arguments);
        return exit == 0 ? output : throw new InvalidOperationException($"exit {exit}\n{output}\n{error}");
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
