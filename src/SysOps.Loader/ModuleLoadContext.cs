using System.Collections;
using System.Reflection;
using System.Runtime.Loader;

namespace SysOps.Loader;

/// <summary>
/// The module's own world of assemblies: SysOps and all that it depends on load here, so that no other module's
/// version of a library meets ours. The engine's assemblies are shared with the session.
/// </summary>
public sealed class ModuleLoadContext : AssemblyLoadContext
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, Assembly> Loaded = new(StringComparer.Ordinal);

    private readonly AssemblyDependencyResolver _resolver;

    private ModuleLoadContext(string assemblyPath)
        : base("SysOps")
    {
        _resolver = new AssemblyDependencyResolver(assemblyPath);
    }

    /// <summary>Loads the assembly at this full path with its dependencies beside it; the second call gives the first one's assembly.</summary>
    /// <exception cref="FileNotFoundException">There is no assembly at the path: the module was not built.</exception>
    public static Assembly LoadModule(string assemblyPath)
    {
        lock (Gate)
        {
            if (Loaded.TryGetValue(assemblyPath, out Assembly? known))
            {
                return known;
            }

            if (!File.Exists(assemblyPath))
            {
                throw new FileNotFoundException($"SysOps is not built: '{assemblyPath}' is missing. Run 'dotnet build SysOps.sln' or './build.ps1' in the checkout.", assemblyPath);
            }

            Assembly assembly = new ModuleLoadContext(assemblyPath).LoadFromAssemblyPath(assemblyPath);
            Loaded.Add(assemblyPath, assembly);
            return assembly;
        }
    }

    /// <summary>
    /// Makes the binary module part of the script module that imported it. A second import in one session finds the assembly
    /// in the cache of the engine, and neither exports anything by itself (https://github.com/PowerShell/PowerShell/issues/20710)
    /// nor nests the binary module, beside which Get-Help finds the help. Done here, as a script's first calls by reflection
    /// cost more than all the rest of it.
    /// </summary>
    /// <param name="module">The PSModuleInfo of the script module.</param>
    /// <param name="binary">The PSModuleInfo of the binary module.</param>
    public static void Adopt(object module, object binary)
    {
        Call(module, "AddNestedModule", binary);
        var cmdlets = (IDictionary)binary.GetType().GetProperty("ExportedCmdlets")!.GetValue(binary)!;
        foreach (object cmdlet in cmdlets.Values)
        {
            Call(module, "AddExportedCmdlet", cmdlet);
        }
    }

    /// <inheritdoc />
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // Null leaves an assembly to the session: the engine must be the very one that runs the cmdlets.
        if (assemblyName.Name is "System.Management.Automation")
        {
            return null;
        }

        string? path = _resolver.ResolveAssemblyToPath(assemblyName);
        return path is null ? null : LoadFromAssemblyPath(path);
    }

    /// <inheritdoc />
    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        string? path = _resolver.ResolveUnmanagedDllToPath(unmanagedDllName);
        return path is null ? nint.Zero : LoadUnmanagedDllFromPath(path);
    }

    private static void Call(object module, string method, object argument)
    {
        MethodInfo found = module.GetType().GetMethod(method, BindingFlags.Instance | BindingFlags.NonPublic)
            ?? throw new MissingMethodException(module.GetType().FullName, method);
        found.Invoke(module, [argument]);
    }
}
