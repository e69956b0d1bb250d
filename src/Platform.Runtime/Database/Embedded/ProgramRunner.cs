using System.Diagnostics;

namespace Platform.Runtime.Database.Embedded;

/// <summary>What a program that ran to its end left behind.</summary>
/// <param name="ExitCode">Zero for success.</param>
/// <param name="Output">Standard output followed by standard error.</param>
internal readonly record struct ProgramResult(int ExitCode, string Output);

/// <summary>Runs the server's programs, with arguments passed as they are and no shell between.</summary>
internal static class ProgramRunner
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="command">Program, and arguments that lead.</param>
    /// <param name="cancellation">Stops waiting and ends the program.</param>
    internal static Task<ProgramResult> RunAsync(IReadOnlyList<string> command, CancellationToken cancellation) =>
        RunAsync(command[0], command.Skip(1), cancellation);

    /// <inheritdoc cref="RunAsync(IReadOnlyList{string}, CancellationToken)"/>
    internal static async Task<ProgramResult> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        };
        CleanEnvironment(start);
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
            Task<string> error = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return new ProgramResult(process.ExitCode, await output + await error);
        }
        catch (OperationCanceledException)
        {
            if (!process.HasExited) process.Kill();
            throw;
        }
    }

    /// <summary>Variables such as PGDATA or PGPORT would change what the programs do; messages are read, so they stay in English.</summary>
    private static void CleanEnvironment(ProcessStartInfo start)
    {
        foreach (string name in start.Environment.Keys.ToList())
        {
            bool secret = name.StartsWith("PLATFORM_", StringComparison.Ordinal);
            if (secret || name.StartsWith("PG", StringComparison.Ordinal)) start.Environment.Remove(name);
        }
        start.Environment["LC_ALL"] = "C";
    }
}
