using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Kotwal.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Hunts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "watch_dashboards",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Owner = table.Column<Guid>(type: "TEXT", nullable: false),
                    OwnerName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    IsShared = table.Column<bool>(type: "INTEGER", nullable: false),
                    Tiles = table.Column<string>(type: "TEXT", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_watch_dashboards", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "watch_hunt_history",
                columns: table => new
                {
                    Owner = table.Column<Guid>(type: "TEXT", nullable: false),
                    Fingerprint = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Query = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false),
                    Range = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: true),
                    Until = table.Column<long>(type: "INTEGER", nullable: true),
                    Columns = table.Column<string>(type: "TEXT", nullable: false),
                    AskedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Rows = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_watch_hunt_history", x => new { x.Owner, x.Fingerprint });
                });

            migrationBuilder.CreateTable(
                name: "watch_hunts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    Owner = table.Column<Guid>(type: "TEXT", nullable: false),
                    OwnerName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    Description = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    Query = table.Column<string>(type: "TEXT", maxLength: 8000, nullable: false),
                    Range = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: true),
                    Until = table.Column<long>(type: "INTEGER", nullable: true),
                    Columns = table.Column<string>(type: "TEXT", nullable: false),
                    IsShared = table.Column<bool>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_watch_hunts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "watch_hunt_runs",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    HuntId = table.Column<Guid>(type: "TEXT", nullable: false),
                    From = table.Column<long>(type: "INTEGER", nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: false),
                    RanAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Rows = table.Column<int>(type: "INTEGER", nullable: false),
                    AlertId = table.Column<Guid>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_watch_hunt_runs", x => x.Id);
                    table.ForeignKey(
                        name: "FK_watch_hunt_runs_watch_hunts_HuntId",
                        column: x => x.HuntId,
                        principalTable: "watch_hunts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "watch_hunt_schedules",
                columns: table => new
                {
                    HuntId = table.Column<Guid>(type: "TEXT", nullable: false),
                    EveryMinutes = table.Column<int>(type: "INTEGER", nullable: false),
                    Severity = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    IsOn = table.Column<bool>(type: "INTEGER", nullable: false),
                    DoneUntil = table.Column<long>(type: "INTEGER", nullable: false),
                    PlannedUntil = table.Column<long>(type: "INTEGER", nullable: true),
                    LastRunAt = table.Column<long>(type: "INTEGER", nullable: true),
                    LastFailure = table.Column<string>(type: "TEXT", maxLength: 500, nullable: true),
                    Version = table.Column<Guid>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_watch_hunt_schedules", x => x.HuntId);
                    table.ForeignKey(
                        name: "FK_watch_hunt_schedules_watch_hunts_HuntId",
                        column: x => x.HuntId,
                        principalTable: "watch_hunts",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_watch_dashboards_Owner",
                table: "watch_dashboards",
                column: "Owner");

            migrationBuilder.CreateIndex(
                name: "IX_watch_hunt_history_Owner_AskedAt",
                table: "watch_hunt_history",
                columns: new[] { "Owner", "AskedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_watch_hunt_runs_HuntId_RanAt",
                table: "watch_hunt_runs",
                columns: new[] { "HuntId", "RanAt" });

            migrationBuilder.CreateIndex(
                name: "IX_watch_hunts_Owner",
                table: "watch_hunts",
                column: "Owner");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "watch_dashboards");

            migrationBuilder.DropTable(
                name: "watch_hunt_history");

            migrationBuilder.DropTable(
                name: "watch_hunt_runs");

            migrationBuilder.DropTable(
                name: "watch_hunt_schedules");

            migrationBuilder.DropTable(
                name: "watch_hunts");
        }
    }
}
