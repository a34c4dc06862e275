using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Kotwal.Migrations.Postgres.Migrations
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
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Owner = table.Column<Guid>(type: "uuid", nullable: false),
                    OwnerName = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", maxLength: 120, nullable: false, collation: "C"),
                    IsShared = table.Column<bool>(type: "boolean", nullable: false),
                    Tiles = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_watch_dashboards", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "watch_hunt_history",
                columns: table => new
                {
                    Owner = table.Column<Guid>(type: "uuid", nullable: false),
                    Fingerprint = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    Query = table.Column<string>(type: "text", maxLength: 8000, nullable: false, collation: "C"),
                    Range = table.Column<string>(type: "text", maxLength: 16, nullable: false, collation: "C"),
                    From = table.Column<long>(type: "bigint", nullable: true),
                    Until = table.Column<long>(type: "bigint", nullable: true),
                    Columns = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    AskedAt = table.Column<long>(type: "bigint", nullable: false),
                    Rows = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_watch_hunt_history", x => new { x.Owner, x.Fingerprint });
                });

            migrationBuilder.CreateTable(
                name: "watch_hunts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    Owner = table.Column<Guid>(type: "uuid", nullable: false),
                    OwnerName = table.Column<string>(type: "text", maxLength: 200, nullable: false, collation: "C"),
                    Name = table.Column<string>(type: "text", maxLength: 120, nullable: false, collation: "C"),
                    Description = table.Column<string>(type: "text", maxLength: 1000, nullable: false, collation: "C"),
                    Query = table.Column<string>(type: "text", maxLength: 8000, nullable: false, collation: "C"),
                    Range = table.Column<string>(type: "text", maxLength: 16, nullable: false, collation: "C"),
                    From = table.Column<long>(type: "bigint", nullable: true),
                    Until = table.Column<long>(type: "bigint", nullable: true),
                    Columns = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    IsShared = table.Column<bool>(type: "boolean", nullable: false),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_watch_hunts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "watch_hunt_runs",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    HuntId = table.Column<Guid>(type: "uuid", nullable: false),
                    From = table.Column<long>(type: "bigint", nullable: false),
                    Until = table.Column<long>(type: "bigint", nullable: false),
                    RanAt = table.Column<long>(type: "bigint", nullable: false),
                    Rows = table.Column<int>(type: "integer", nullable: false),
                    AlertId = table.Column<Guid>(type: "uuid", nullable: true)
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
                    HuntId = table.Column<Guid>(type: "uuid", nullable: false),
                    EveryMinutes = table.Column<int>(type: "integer", nullable: false),
                    Severity = table.Column<string>(type: "text", maxLength: 64, nullable: false, collation: "C"),
                    IsOn = table.Column<bool>(type: "boolean", nullable: false),
                    DoneUntil = table.Column<long>(type: "bigint", nullable: false),
                    PlannedUntil = table.Column<long>(type: "bigint", nullable: true),
                    LastRunAt = table.Column<long>(type: "bigint", nullable: true),
                    LastFailure = table.Column<string>(type: "text", maxLength: 500, nullable: true, collation: "C"),
                    Version = table.Column<Guid>(type: "uuid", nullable: false)
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
