namespace SysOps.Core.Tests.Backups.Retention;

/// <summary>A removal of several backups that is cut off at any operation: children went before their parents, so that all that is still visible can be restored.</summary>
public sealed class RemovalFaultTests
{
    private const int DisksPerCrash = 6;

    [Theory]
    [InlineData(StoreFault.Fail)]
    [InlineData(StoreFault.FailAfterwards)]
    [InlineData(StoreFault.DiskGone)]
    public async Task A_removal_of_a_chain_that_fails_at_any_operation_leaves_no_backup_without_its_parent(StoreFault fault)
    {
        bool failed = true;
        HashSet<int> left = [];
        for (int failing = 0; failed; failing++)
        {
            using RemovalLab lab = new();
            FaultyStoreFiles files = new(failing, fault);

            string? told = await lab.RemoveAsync(lab.Path, files);

            failed = files.HasFailed;
            string moment = $"{fault} at {failing}";
            Assert.True(failed == !string.IsNullOrEmpty(told), $"{moment}: it says '{told}'.");
            left.Add(lab.AssertChains(lab.Path, moment));
            await lab.AssertNextRunAsync(lab.Path, moment);
        }

        Assert.Superset(new HashSet<int> { 1, 2, 4 }, left);
    }

    [Fact]
    public async Task After_a_crash_at_any_operation_a_disk_that_forgot_what_was_not_synced_holds_no_backup_without_its_parent()
    {
        Random random = new(20261125);
        bool crashed = true;
        HashSet<int> left = [];
        for (int crashAt = 0; crashed; crashAt++)
        {
            using RemovalLab lab = new();
            ForgetfulStoreFiles files = new(lab.Path, crashAt);
            await Record.ExceptionAsync(() => lab.RemoveAsync(lab.Path, files));
            crashed = files.HasCrashed;

            for (int disk = 0; disk < DisksPerCrash; disk++)
            {
                string moment = $"crash at {crashAt}, disk {disk}";
                using MemoryFolder after = new();
                files.WriteDisk(after.Root, disk switch { 0 => _ => 0, 1 => count => count - 1, _ => random.Next });

                left.Add(lab.AssertChains(after.Root, moment));
                await lab.AssertNextRunAsync(after.Root, moment);
            }
        }

        Assert.Equal([1, 2, 3, 4], left.Order());
    }
}
