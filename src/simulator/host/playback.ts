// How the Worker lets virtual time follow real time, and what it tells the page about it. No clock of its own:
// the Worker calls advance() with the real milliseconds that have passed.

import { isControlLine, runControlLine } from '../controlLine.ts';
import { describeCommand } from '../command.ts';
import { resources } from '../../cluster/api/kinds.ts';
import { actsIn } from '../acts.ts';
import { applyLine } from '../applyLine.ts';
import type { Feed } from '../../engine/history.ts';
import {
  mirroredTables,
  type BranchSummary,
  type Frame,
  type HostCall,
  type InspectorText,
  type LoggedCommand,
  type RunResult,
} from '../protocol.ts';
import type { Simulation } from '../simulation.ts';
import { callOnFile, isFileCall } from './fileCalls.ts';
import { renderText } from '../texts.ts';

/** While time runs, what was done stays in sight for so many real ms. */
const SHOWN_ACTS_MS = 400;

/** A call that cannot be carried out: its sentence is the answer, and nothing has stopped. */
export class RefusedCall extends Error {}

export class Playback {
  readonly simulation: Simulation;
  private readonly feed: Feed;
  private isPlaying = false;
  private speed = 1;
  /** Plays on by itself only until this process has ended (typing while paused). */
  private untilProcess: number | undefined;
  private isUntilChange = false;
  private hasJumped = false;
  private openTab: InspectorText | undefined;
  private shownText: string | undefined;
  private lastPosition = '';
  /** How many commands of each branch the page knows. */
  private readonly told: number[] = [];
  /** Real ms between frames while time runs. */
  frameMs = 16;

  constructor(simulation: Simulation) {
    this.simulation = simulation;
    this.feed = simulation.history.feed(mirroredTables);
  }

  /** A line that waits for its editor lets no time pass by itself. */
  get isRunning(): boolean {
    if (this.isPlaying || this.untilProcess === undefined) return this.isPlaying;
    return !this.simulation.process(this.untilProcess)?.isEditing;
  }

  /** Lets virtual time run for the real time that passed. */
  advance(realMs: number): void {
    if (!this.isRunning) return;
    const target = this.simulation.now + Math.max(1, Math.round(realMs * this.speed));
    if (!this.isUntilChange) this.simulation.history.seekTime(target);
    else if (this.simulation.runUntilVisible(target)) this.stop();
    const pid = this.untilProcess;
    if (pid !== undefined && this.simulation.process(pid)?.exit !== undefined) {
      this.untilProcess = undefined;
    }
  }

  /** Carries a call of the page out; its value is the reply. */
  call(call: HostCall): unknown {
    const { simulation } = this;
    const { history } = simulation;
    if (isFileCall(call)) return callOnFile(simulation, call);
    switch (call.method) {
      case 'run':
        return this.run(call.line);
      case 'type':
        return this.type(call.line);
      case 'apply':
        simulation.submit({ type: 'file', path: call.file, text: call.yaml });
        return this.run(applyLine(call.file));
      case 'step':
        history.seekStep(history.step + call.count);
        return history.step;
      case 'back':
        this.jump();
        history.seekStep(Math.max(0, history.step - call.count));
        return history.step;
      case 'stepVisible':
        this.stop();
        return simulation.stepVisible('forward');
      case 'backVisible':
        this.jump();
        return simulation.stepVisible('back');
      case 'seek':
        this.jump();
        history.seekTime(Math.max(0, Math.round(call.ms)));
        return history.step;
      case 'seekEnd':
        this.jump();
        history.seekEnd();
        return history.step;
      case 'runUntilIdle':
        return simulation.runUntilIdle();
      case 'digest':
        return history.digest();
      case 'objects':
        if (!resources.some(({ kind }) => kind === call.kind)) {
          throw new RefusedCall(`there are no objects of kind ${String(call.kind)}`);
        }
        return simulation.objects(call.kind);
      case 'play':
        this.isPlaying = true;
        this.isUntilChange = false;
        return undefined;
      case 'playUntilChange':
        this.isPlaying = true;
        this.isUntilChange = true;
        return undefined;
      case 'setPace':
        this.frameMs = call.frameMs;
        return undefined;
      case 'pause':
        this.stop();
        return undefined;
      case 'setSpeed':
        this.speed = call.speed;
        return undefined;
      case 'interrupt':
        simulation.submit({ type: 'interrupt' });
        return undefined;
      case 'complete':
        return simulation.machine.complete(call.text);
      case 'switchBranch':
        this.jump();
        history.switchTo(call.branch);
        return undefined;
      case 'openText':
        this.openTab = call.tab;
        this.shownText = undefined;
        return undefined;
    }
  }

  /** What changed since the last frame, or undefined when nothing did. */
  takeFrame(): Frame | undefined {
    const { simulation } = this;
    const { history } = simulation;
    const changes = this.feed
      .take()
      .map(({ table, key, value }) => ({ table, key, value: value ?? null }));
    const text = this.changedText(changes.length > 0);
    const position = [
      history.now,
      history.step,
      history.end,
      this.isRunning,
      this.isUntilChange,
      this.speed,
    ].join();
    if (changes.length === 0 && !text && position === this.lastPosition) return undefined;
    this.lastPosition = position;
    const isJump = this.hasJumped;
    this.hasJumped = false;
    return {
      type: 'frame',
      now: history.now,
      step: history.step,
      end: history.end,
      endTime: history.endTime,
      isPlaying: this.isRunning,
      isUntilChange: this.isUntilChange,
      acts: actsIn(simulation, this.isRunning ? SHOWN_ACTS_MS * this.speed : 0),
      speed: this.speed,
      foreground: simulation.foreground,
      isJump,
      changes,
      branches: this.branches(),
      commands: this.newCommands(),
      ...(text ? { text } : {}),
    };
  }

  private run(line: string): RunResult {
    return isControlLine(line) ? runControlLine(this.simulation, line) : this.simulation.run(line);
  }

  /** A typed line goes on at the play speed; controls answer at once. */
  private type(line: string): RunResult | undefined {
    if (isControlLine(line)) {
      this.hasJumped = true;
      return runControlLine(this.simulation, line);
    }
    const pid = this.simulation.type(line);
    if (!this.isPlaying) this.untilProcess = pid;
    return undefined;
  }

  private stop(): void {
    this.isPlaying = false;
    this.isUntilChange = false;
    this.untilProcess = undefined;
  }

  private jump(): void {
    this.stop();
    this.hasJumped = true;
  }

  private changedText(hasChanges: boolean): Frame['text'] {
    if (!this.openTab || (!hasChanges && this.shownText !== undefined)) return undefined;
    const text = renderText(this.simulation, this.openTab);
    if (text === this.shownText) return undefined;
    this.shownText = text;
    return { tab: this.openTab, text };
  }

  private branches(): BranchSummary[] {
    return this.simulation.history.branches().map((branch) => {
      const first = branch.commands[0];
      return {
        id: branch.id,
        parent: branch.parent,
        forkStep: branch.forkStep,
        forkTime: branch.forkTime,
        end: branch.end,
        endTime: branch.endTime,
        name: branch.parent === undefined || !first ? 'main' : describeCommand(first.command),
        isCurrent: branch.current,
      };
    });
  }

  private newCommands(): LoggedCommand[] {
    return this.simulation.history.branches().flatMap(({ id, commands }) => {
      const known = this.told[id] ?? 0;
      this.told[id] = commands.length;
      return commands.slice(known).map((recorded) => ({ branch: id, recorded }));
    });
  }
}
