using SysOps.HelpBuilder;

// Runs in the build of the module: SysOps.dll, the folder with the Markdown, the folder for the help.
if (args is not [string assembly, string source, string target])
{
    Console.Error.WriteLine("Usage: SysOps.HelpBuilder <SysOps.dll> <docs folder> <help folder>");
    return 1;
}

try
{
    HelpBuild.Run(assembly, source, target);
    return 0;
}
catch (HelpException exception)
{
    // In the form that the build shows as its own error.
    Console.Error.WriteLine($"{exception.File}({exception.Line}): error HELP: {exception.Message}");
    return 1;
}
