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
}
