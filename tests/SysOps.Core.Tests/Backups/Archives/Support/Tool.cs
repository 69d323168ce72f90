using System.Diagnostics;

namespace SysOps.Core.Tests.Backups.Archives.Support;

/// <summary>Runs the system's own tools, which know nothing of SysOps.</summary>
internal static class Tool
{
    /// <summary>Runs a shell script with its arguments as $1, $2…; what it writes, when it ends well.</summary>
    public static async Task<string> ShellAsync(string script, params string[] arguments)
    {
        ProcessStartInfo start = new("/bin/bash") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string argument in (string[])["-euo", "pipefail", "-c", script, "bash", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["LC_ALL"] = "C";
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{script} ended with {process.ExitCode}: {await errors}");
        return output;
    }

    /// <summary>
    /// All that find, stat, sha256sum and getfattr can tell of a tree: two trees with the same are the same. Sorted, as file systems list names and
    /// attributes in no order.
    /// </summary>
    public static Task<string> FingerprintAsync(string folder) => ShellAsync(
        """
        cd "$1"
        find . -printf '%p %y mode=%m owner=%U:%G modified=%T@ names=%n target=%l\0' | sort -z | tr '\0' '\n'
        find . -type f -print0 | sort -z | xargs -0 -r sha256sum -b --
        find . \( -type b -o -type c \) -print0 | sort -z | xargs -0 -r stat -c '%n %t:%T' --
        find . -print0 | sort -z | while IFS= read -r -d '' path; do getfattr -h -d -m - -e hex -- "$path" 2>/dev/null | sort; done
        """,
        folder);
}
