using SysOps.Shell.Running;

return ShellRun.Start(args);
